import { createHmac } from "node:crypto"

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** The six figures that an app shows now for a secret as it is typed (RFC 6238). */
export function totp(typed: string, at = Date.now()): string {
  const bits = [...typed.replace(/[\s=]/g, "")]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"))
    .join("")
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac("sha1", key).update(counter).digest()
  const place = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, "0")
}
