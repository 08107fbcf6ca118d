/** One fault inside an answer, as HubSpot's `errors[]` shows it. */
export interface ErrorDetail {
  message: string;
  code?: string;
  context?: Record<string, string[]>;
}

/** A refusal in HubSpot's shape: HTTP status, category and the rest of the error body. */
export class ApiError extends Error {
  readonly status: number;
  readonly category: string;
  readonly detail: { subCategory?: string; context?: Record<string, string[]>; errors?: ErrorDetail[] };
  /** Set when the caller broke a rule of the API itself: recorded as a violation in the ledger. */
  readonly violation: boolean;

  constructor(
    status: number,
    category: string,
    message: string,
    detail: ApiError['detail'] = {},
    violation = false,
  ) {
    super(message);
    this.status = status;
    this.category = category;
    this.detail = detail;
    this.violation = violation;
  }
}

/** A 400 that is the caller's programming error (unknown field, too many inputs): also a violation. */
export function badRequest(message: string, detail: ApiError['detail'] = {}): ApiError {
  return new ApiError(400, 'VALIDATION_ERROR', message, detail, true);
}

/** The JSON body of an error answer. */
export function errorBody(error: ApiError, correlationId: string): Record<string, unknown> {
  return { status: 'error', message: error.message, correlationId, category: error.category, ...error.detail };
}
