// POST /v1/embeddings. What was used is the prompt.
import { isObject, openAiTally } from "../tally.ts";
import { cleaned, type Form, parsed, SILENCE } from "./form.ts";
import { promptSize } from "./prompt-size.ts";

export function openAiEmbeddings(body: Record<string, unknown>): Form {
  const { characters, images } = promptSize(body.input);
  return {
    dialect: "openai",
    path: "/embeddings",
    streams: false,
    promptCharacters: characters,
    images,
    sound: SILENCE,
    mostOutput: 0,
    body: (model) => JSON.stringify({ ...body, model }),
    whole(text, clean) {
      const answer = parsed(text);
      const tally = isObject(answer) ? openAiTally(answer.usage) : null;
      const figures = { tally, complete: tally !== null, characters: 0 };
      return { text: cleaned(text, answer, clean), figures };
    },
    reader() {
      throw new Error("embeddings do not stream");
    },
  };
}
