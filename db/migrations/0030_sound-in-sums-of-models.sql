ALTER TABLE "key_model_days" ADD COLUMN "audio_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "key_model_days" ADD COLUMN "audio_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_hours" ADD COLUMN "audio_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_hours" ADD COLUMN "audio_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Calls have told sound apart since 0029; what they came to before now is added up here.
grant usage on schema public to keyhold_platform;
--> statement-breakpoint
grant select on model_calls to keyhold_platform;
--> statement-breakpoint
grant select, update on model_hours, key_model_days to keyhold_platform;
--> statement-breakpoint
set role keyhold_platform;
--> statement-breakpoint
update model_hours h set audio_input_tokens = s.audio_input_tokens, audio_output_tokens = s.audio_output_tokens
from (
  select tenant_id, date_trunc('hour', at, 'UTC') as bucket, key_id, environment, provider, model, payer,
    sum(audio_input_tokens) as audio_input_tokens, sum(audio_output_tokens) as audio_output_tokens
  from model_calls where audio_input_tokens > 0 or audio_output_tokens > 0 group by 1, 2, 3, 4, 5, 6, 7
) as s
where (h.tenant_id, h.bucket, h.key_id, h.environment, h.provider, h.model, h.payer)
  = (s.tenant_id, s.bucket, s.key_id, s.environment, s.provider, s.model, s.payer);
--> statement-breakpoint
update key_model_days d set audio_input_tokens = s.audio_input_tokens, audio_output_tokens = s.audio_output_tokens
from (
  select tenant_id, date_trunc('day', bucket, 'UTC') as bucket, key_id, environment, provider, model, payer,
    sum(audio_input_tokens) as audio_input_tokens, sum(audio_output_tokens) as audio_output_tokens
  from model_hours where audio_input_tokens > 0 or audio_output_tokens > 0 group by 1, 2, 3, 4, 5, 6, 7
) as s
where (d.tenant_id, d.bucket, d.key_id, d.environment, d.provider, d.model, d.payer)
  = (s.tenant_id, s.bucket, s.key_id, s.environment, s.provider, s.model, s.payer);
--> statement-breakpoint
set role keyhold_owner;
