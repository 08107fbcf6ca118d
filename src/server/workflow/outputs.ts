/** What HubSpot hands to the workflow's next steps, and what the workflow does now (`hs_…`). Values are texts. */
export type Outputs = Readonly<Record<string, string>>;

/** After this long HubSpot lets a workflow go on without our answer. */
export const BLOCK_MS = 24 * 3_600_000;

/** The workflow waits for the completion. */
export const BLOCKED: Outputs = { hs_execution_state: 'BLOCK', hs_expiration_duration: 'P1D' };

/** The outputs of an execution that came to its end, be it a refusal in words; what is not known is left out of them. */
export function ended(status: string, fields: Outputs = {}): Outputs {
  return { status, ...fields, hs_execution_state: 'SUCCESS' };
}

/**
 * The outputs where nothing could even be looked at, and the workflow goes on: the account is `disconnected`, the request
 * `unreadable`, the record unknown.
 */
export function failed(status: string): Outputs {
  return { status, hs_execution_state: 'FAIL_CONTINUE' };
}
