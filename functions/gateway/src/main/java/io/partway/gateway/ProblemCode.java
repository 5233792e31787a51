package io.partway.gateway;

import io.partway.core.Word;

/// Every kind of refusal. The word of a constant is the `code` of its problems.
public enum ProblemCode implements Word {
  MALFORMED(400, "The request is malformed"),
  IDEMPOTENCY_KEY_REQUIRED(400, "An idempotency key is required"),
  ROLE_NOT_ALLOWED(403, "Your role does not allow this"),
  NOT_YOUR_SIDE(403, "That is the other side's to do"),
  SECOND_OPERATOR_REQUIRED(403, "A second operator has to do this"),
  VERIFICATION_REQUIRED(403, "A verification code is required"),
  NOT_FOUND(404, "Not found"),
  ASSOCIATION_ENDED(409, "The association has ended"),
  REQUEST_PENDING(409, "A request is pending"),
  QUOTA_EXCEEDED(409, "No submission is left"),
  ALREADY_DECIDED(409, "The request is already decided"),
  REQUEST_EXPIRED(409, "The request has expired"),
  TICKET_USED(409, "The ticket is used for another grant"),
  ALREADY_GRANTED(409, "That is granted already"),
  GRANT_OUTDATED(409, "That can no longer be granted"),
  HISTORY_BROKEN(409, "The history does not hold"),
  STALE(412, "That is not the version you have seen"),
  BODY_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
  INVALID(422, "The request breaks a rule"),
  INELIGIBLE(422, "The association cannot be ended now"),
  VERIFICATION_FAILED(422, "The verification code is not accepted"),
  IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another body"),
  PRECONDITION_REQUIRED(428, "If-Match is required"),
  TOO_MANY_REVEALS(429, "Too many reveals in this hour"),
  TOO_MANY_CODES(429, "No verification code can be sent now"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  UNAVAILABLE(503, "Not available just now");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// The HTTP status of all its problems.
  public int status() {
    return status;
  }

  /// The title of all its problems.
  public String title() {
    return title;
  }
}
