ALTER TABLE "model_calls" ADD COLUMN "audio_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_calls" ADD COLUMN "audio_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_calls" ADD COLUMN "audio_input_price" bigint;--> statement-breakpoint
ALTER TABLE "model_calls" ADD COLUMN "audio_output_price" bigint;--> statement-breakpoint
ALTER TABLE "model_reservations" ADD COLUMN "audio_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_reservations" ADD COLUMN "audio_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_reservations" ADD COLUMN "audio_input_price" bigint;--> statement-breakpoint
ALTER TABLE "model_reservations" ADD COLUMN "audio_output_price" bigint;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "audio_input" bigint;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "audio_output" bigint;--> statement-breakpoint
-- What providers say in public that sound costs, beside words, in pico-USD per token.
insert into prices (provider, model, input, output, audio_input, audio_output, most_output, source, effective_from, as_of, created_at)
select provider, model, input, output, audio_input, audio_output, most_output, source, '2026-11-21', '2026-11-21', '2026-11-21'
from (values
  ('openai', 'gpt-audio', 2500000, 10000000, 32000000, 64000000, 16384, 'https://developers.openai.com/api/docs/models/gpt-audio'),
  ('openai', 'gpt-audio-1.5', 2500000, 10000000, 32000000, 64000000, 16384, 'https://developers.openai.com/api/docs/models/gpt-audio-1.5'),
  ('openai', 'gpt-4o-audio-preview', 2500000, 10000000, 40000000, 80000000, 16384, 'https://developers.openai.com/api/docs/models/gpt-4o-audio-preview'),
  ('openrouter', 'openai/gpt-audio', 2500000, 10000000, 32000000, 64000000, null, 'https://openrouter.ai/openai/gpt-audio')
) as known (provider, model, input, output, audio_input, audio_output, most_output, source)
where not exists (select from prices p where p.provider = known.provider and p.model = known.model)
on conflict do nothing;
--> statement-breakpoint
-- Unless somebody has entered a price of their own since.
insert into prices (provider, model, input, output, cache_read, audio_input, most_output, source, effective_from, as_of, created_at)
select provider, model, input, output, cache_read, 1000000, most_output, source, '2026-10-07', '2026-10-07', '2026-11-21'
from prices
where provider = 'gemini' and model = 'gemini-2.5-flash' and effective_from = '2025-11-30' and input = 300000
  and not exists (
    select from prices p where p.provider = 'gemini' and p.model = 'gemini-2.5-flash' and p.effective_from > '2025-11-30')
on conflict do nothing;
