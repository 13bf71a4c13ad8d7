// What Keyhold writes to people: one entry per kind, in plain words.

/** What a mail is about. `url` is a single-use link. */
export type Letter =
  | { kind: "invitation"; url: string; to: string; role: string; by: string }
  | { kind: "password_reset"; url: string };

export interface Words {
  subject: string;
  heading: string;
  paragraphs: string[];
  button: string;
  /** How long the link lives, and what to do when the mail was not expected. */
  small: string;
}

export function wordsOf(letter: Letter): Words {
  switch (letter.kind) {
    case "invitation":
      return {
        subject: `${letter.by} invites you to ${letter.to}`,
        heading: `Join ${letter.to}`,
        paragraphs: [
          `${letter.by} invites you to ${letter.to} as ${letter.role}.`,
          "Open the link to accept. If you are new here, you choose a name and a password first.",
        ],
        button: "Accept the invitation",
        small: "The link works once, for seven days. If you did not expect this mail, you can ignore it.",
      };
    case "password_reset":
      return {
        subject: "Set a new password",
        heading: "Set a new password",
        paragraphs: [
          "Somebody, hopefully you, asked for a new password for this address.",
          "Open the link to choose one. You will be signed out everywhere else.",
        ],
        button: "Choose a password",
        small: "The link works once, for one hour. If it was not you, ignore this mail: nothing has changed.",
      };
  }
}
