/** A letter without the one it goes to. */
export type Written = { subject: string; text: string }

/** Asks somebody to join, by a link that works once. */
export function invitationLetter({ by, link, plans }: { by: string; link: string; plans: string[] }): Written {
  const about = plans.length > 0 ? ` on ${plans.map((name) => `“${name}”`).join(", ")}` : ""
  return {
    subject: `${by} invites you to Staycourse`,
    text: [
      `${by} would like to work with you in Staycourse${about}.`,
      "Open this link to choose a password. It works once, within three days:",
      link,
      "If you did not expect this, you need not do anything.",
    ].join("\n\n"),
  }
}

/** Gives somebody a link to choose a new password by. */
export function resetLetter({ name, link }: { name: string; link: string }): Written {
  return {
    subject: "Choose a new password for Staycourse",
    text: [
      `Dear ${name},`,
      "somebody asked for a new password for your account. If that was you, choose one here within an hour:",
      link,
      "If it was not, you need not do anything: your password stays as it is.",
    ].join("\n\n"),
  }
}

/** Says that a password was changed, to whoever it belongs to. */
export function passwordChangedLetter({ name, origin }: { name: string; origin: string }): Written {
  return {
    subject: "Your password for Staycourse was changed",
    text: [
      `Dear ${name},`,
      "the password of your account was changed, and everybody who was signed in with it was signed out.",
      `If that was not you, ask for a new one at once: ${origin}/reset`,
    ].join("\n\n"),
  }
}
