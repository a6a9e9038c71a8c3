import { createTransport } from "nodemailer"

/** A letter, in plain text. */
export type Letter = { to: string; subject: string; text: string }

/** How letters leave. */
export interface Post {
  /** Hands a letter to the mail server. Throws where that does not take it. */
  send(letter: Letter): Promise<void>
}

const PATIENCE_MS = 10_000

/** Letters by a mail server, such as "smtps://user:password@mail.example.com". */
export function openPost({
  server,
  from = "Staycourse <staycourse@localhost>",
}: {
  server: string
  from?: string
}): Post {
  const transport = createTransport(server, {
    from,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  } as never)
  return {
    async send({ to, subject, text }) {
      // Named one by one, so that a comma in an address never makes it two.
      await transport.sendMail({ from, to: { name: "", address: to }, subject: subject.replace(/[\r\n]+/g, " "), text })
    },
  }
}
