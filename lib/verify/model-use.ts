// What a call to a language model used, as it travels with its usage event. Names are those of the columns.
import type { Payer } from "#lib/shared/gateway.ts";

/** What is sound of the input and of the output, and what a token of it cost; all of it absent where there is none. */
export interface SoundUse {
  audio_input_tokens?: number;
  audio_output_tokens?: number;
  audio_input_price?: number | null;
  audio_output_price?: number | null;
}

export interface ModelUse extends SoundUse {
  provider: string;
  model: string;
  payer: Payer;
  /** A uuid. */
  credential_id: string | null;
  input_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  output_tokens: number;
  reasoning_tokens: number;
  /** Pico-USD in digits; null when the price is not known. */
  cost_pico: string | null;
  input_price: number | null;
  output_price: number | null;
  cache_read_price: number | null;
  cache_write_price: number | null;
  reasoning_price: number | null;
  status: number | null;
  streamed: boolean;
  estimated: boolean;
  first_byte_micros: number | null;
  total_micros: number;
  /**
   * Only of a reservation, which says what a call under way may come to, and until when. The event that settles it has
   * the same id and time.
   */
  expires_at?: string;
}
