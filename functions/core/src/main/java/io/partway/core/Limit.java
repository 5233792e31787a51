package io.partway.core;

/// Every limit in the product, with its default, on one screen. Those marked *policy* are
/// parameters of the template, options of the local run command and environment variables of the
/// same name; the others are part of the contract.
public enum Limit {
  /// *policy*: submissions per initiator (or pair) in the rolling window.
  SUBMISSION_LIMIT(3),
  /// *policy*: calendar months after which a submission's slot is free again.
  SUBMISSION_WINDOW_MONTHS(3),
  /// Slots a quota register keeps: the limit and all valid grants together never exceed it.
  SUBMISSION_SLOTS(24),
  /// *policy*: submissions that one operator grants on a ticket without a second one.
  GRANT_UNCONFIRMED(3),
  /// Characters of a service ticket's number.
  TICKET_CHARACTERS(64),
  /// *policy*: days of 24 hours that the counterparty has to decide.
  REQUEST_EXPIRY_DAYS(15),
  /// Days before a deadline at which its decider is reminded first.
  REMINDER_DAYS_FIRST(7),
  /// Days before it at which he is reminded again.
  REMINDER_DAYS_SECOND(3),
  /// Days before it at which he is reminded for the last time.
  REMINDER_DAYS_LAST(1),
  /// *policy*: values one user may reveal in a clock hour.
  REVEALS_PER_HOUR(600),
  /// Customers in one reveal.
  REVEAL_BATCH(50),
  /// Code points of a reason.
  REASON_CODE_POINTS(500),
  /// Characters of an idempotency key.
  IDEMPOTENCY_KEY_CHARACTERS(128),
  /// Bytes of a request body.
  BODY_BYTES(16_384),
  /// Nesting of a request body.
  BODY_DEPTH(8),
  /// Characters of a user's id in a token (`sub`): OpenID Connect's most.
  SUBJECT_CHARACTERS(255),
  /// Characters of a user agent that the history keeps.
  USER_AGENT_CHARACTERS(256),
  /// Rows of a page when the caller does not say.
  PAGE_SIZE(20),
  /// Rows of the largest page.
  PAGE_SIZE_MAX(100),
  /// Code points of a text filter.
  FILTER_CODE_POINTS(100),
  /// Fewest digits of a mobile filter: fewer would find too many to be a search.
  MOBILE_DIGITS_MIN(4),
  /// Most digits of a mobile filter: the longest number of ITU-T E.164.
  MOBILE_DIGITS_MAX(15),
  /// Characters of a cursor.
  CURSOR_CHARACTERS(1_024),
  /// Hours for which a cursor may be used.
  CURSOR_HOURS(24),
  /// Milliseconds after which a search answers with what it has found.
  SEARCH_MILLIS(1_500),
  /// Days after an event for which it is remembered who was told of it; older events tell nobody.
  NOTIFICATION_DAYS(400),
  /// Newest notifications of a party among which the unread ones are counted.
  UNREAD_COUNTED(200),
  /// Seconds after which the claim to send a message that came to no end is taken for a dead one;
  /// longer than a sender may run.
  DELIVERY_CLAIM_SECONDS(45),
  /// Seconds of lag, some three ticks of the schedule, beyond which the health check calls
  /// somebody.
  HEALTH_LATE_SECONDS(180),
  /// Overdue requests counted in each of the eight shards in which they lie.
  OVERDUE_COUNTED(250),
  /// Digits of a verification code.
  CODE_DIGITS(6),
  /// Minutes for which a verification code is good.
  CODE_LIFETIME_MINUTES(10),
  /// Wrong codes after which a verification code is locked.
  CODE_ATTEMPTS(5),
  /// Seconds after which another code may be had for the same purpose.
  CODE_RESEND_SECONDS(60),
  /// Verification codes that one user is sent in a day of UTC.
  CODES_PER_DAY(10),
  /// Seconds for which a secret is used as it was read: after a rotation, or after a leaked value
  /// was taken out, no instance goes by the old state for longer.
  SECRET_SECONDS(300),
  /// Seconds after which a secret is read again that could not be read, or that had no key of the
  /// name that was looked for.
  SECRET_AGAIN_SECONDS(5),
  /// Contacts of a party.
  CONTACTS(10),
  /// Code points of a contact's name.
  CONTACT_NAME_CODE_POINTS(100),
  /// Characters of an e-mail address: a path of RFC 5321 without its brackets.
  EMAIL_CHARACTERS(254),
  /// Bytes of one line of an import; a customer with thousands of members is a line of some hundred
  /// KB.
  IMPORT_LINE_BYTES(300_000),
  /// Refused lines listed in the answer to an import; the report object has all of them.
  IMPORT_REFUSALS_SHOWN(1_000);

  private final int standard;

  Limit(int standard) {
    this.standard = standard;
  }

  /// The default, in the unit its constant names.
  public int standard() {
    return standard;
  }
}
