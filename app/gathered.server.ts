import { Transform, type TransformCallback } from "node:stream"

/**
 * Hands on what it is given in one piece, as soon as `flush` is called or it ends. A page comes in pieces of two
 * kilobytes, and packing and sending each of hundreds costs more than drawing them.
 */
export class Gathered extends Transform {
  #pieces: Buffer[] = []

  override _transform(piece: Uint8Array, _encoding: BufferEncoding, done: TransformCallback) {
    // Copied, since whoever writes may use the same memory for the next piece.
    this.#pieces.push(Buffer.from(piece))
    done()
  }

  override _flush(done: TransformCallback) {
    this.flush()
    done()
  }

  /** Called by React whenever it has written all that is ready. */
  flush() {
    if (this.#pieces.length > 0) this.push(Buffer.concat(this.#pieces))
    this.#pieces = []
  }
}
