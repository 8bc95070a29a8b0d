import { oc } from '@orpc/contract'
import { z } from 'zod'

/**
 * Everything that can go wrong, by code. The texts for each are under `problem.<code>`; code decides by `code`, never
 * by text.
 */
export const problemCodes = [
  // connecting to the server
  'refused',
  'no_such_name',
  'name_lookup_failed',
  'connect_timed_out',
  'timed_out',
  'reset',
  'tls',
  'certificate_untrusted',
  'certificate_name',
  'certificate_expired',
  'certificate_changed',
  'plain_http',
  'needs_https',
  'only_loopback',
  'unreachable',
  'gateway_down',
  'not_ollama',
  'path_wrong',
  'is_llama_cpp',
  'is_lm_studio',
  'is_open_webui',
  'is_localai',
  'is_web_page',
  'local_network_denied',
  'origin_refused',
  'unauthorized',
  'credentials_refused',
  'signin_needed',
  'forbidden',
  'redirected',
  'redirected_to',
  'bad_answer',
  'answer_too_large',
  'worker_stopped',
  'busy',
  'server_error',
  'rejected',
  'not_supported',
  'not_passed_on',
  // models and names
  'model_not_found',
  'weights_missing',
  'cloud_model_gone',
  'name_invalid',
  'name_reserved',
  'name_taken',
  'name_same',
  'name_case_taken',
  'name_twins',
  'local_tag_listed',
  'copy_mismatch',
  'digest_unknown',
  'rename_unfinished',
  'rename_unknown',
  'model_in_transfer',
  'model_loading',
  'pull_may_share',
  'cloud_model',
  'cloud_host',
  // transfers
  'transfer_running',
  'ended_early',
  'stalled',
  'interrupted',
  'host_removed',
  'cancelled',
  'unknown_model',
  'registry_unreachable',
  'registry_denied',
  'clock_off',
  'registry_busy',
  'registry_rate_limited',
  'registry_error',
  'registry_rejected',
  'registry_plain_http',
  'registry_certificate',
  'registry_realm_mismatch',
  'registry_redirect_blocked',
  'registry_redirect_status',
  'registry_no_location',
  'registry_no_scheme',
  'registry_namespace_unknown',
  'store_unwritable',
  'port_in_name',
  'disk_full',
  'digest_mismatch',
  'layer_missing',
  'parts_broken',
  'parts_in_use',
  'parts_changing',
  'parts_not_changed',
  'store_unknown',
  'store_not_own',
  'needs_mlx',
  'server_too_old',
  'sharded',
  'local_model_missing',
  'needs_namespace',
  'retries_exhausted',
  // Corral's own requests to registries
  'registry_not_reached',
  'proxy_unreachable',
  'proxy_credentials',
  'proxy_refused',
  'registry_gated',
  'registry_limits_requests',
  'registry_no_manifest',
  'registry_elsewhere',
  'registry_asks_off',
  'name_respelled',
  // loading and embedding
  'generate_unsupported',
  'thinking_unsupported',
  'prompt_too_long',
  'answer_ended_early',
  'embedding_unsupported',
  'input_too_long',
  'vector_not_finite',
  'vector_missing',
  'vector_invalid',
  'vector_length',
  'out_of_memory',
  'loaded_but_gone',
  'would_unload',
  'keep_alive_invalid',
  'vectors_gone',
  // Corral itself
  'host_unknown',
  'host_url_invalid',
  'host_url_credentials',
  'host_url_zone',
  'host_url_port',
  'host_known',
  'host_fixed',
  'header_invalid',
  'credentials_invalid',
  'secret_not_kept',
  'transfer_unknown',
  'transfer_not_ended',
  'run_unknown',
  'array_unknown',
  'input_invalid',
  'not_saved',
  'notes_full',
  'presets_full',
  'folder_not_opened',
  'ollama_not_found',
  'ollama_start_failed',
  'ollama_start_late',
  'ollama_ended',
  'start_port_in_use',
  'start_port_reserved',
  'start_no_such_address',
  'start_folder',
  'start_no_home',
  'connection_lost',
  'internal',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** What went wrong, in the one form that all errors have when they reach the page. */
export interface Problem {
  code: ProblemCode
  /** Values for the placeholders of the texts: names (several with `, ` between them), hosts, byte counts. Never a secret. */
  params: Record<string, string | number>
  /** Whether the same action may succeed later without a change by the user. */
  retryable: boolean
  /** HTTP status, if a server answered with one. */
  status?: number | undefined
  /** The server's own message, cut to 2,000 characters. */
  detail?: string | undefined
  /** Milliseconds after which whoever refused wants to be asked again, if it said so. */
  retryAfter?: number | undefined
}

/** A named type, so that the types of procedures do not repeat every code. */
export const problemSchema: z.ZodType<Problem> = z.object({
  code: z.enum(problemCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  retryable: z.boolean(),
  status: z.number().int().optional(),
  detail: z.string().optional(),
  retryAfter: z.number().optional(),
})

/** The base of every procedure: each may fail with a `PROBLEM`, and with nothing else. */
export const base = oc.errors({ PROBLEM: { data: problemSchema } })
