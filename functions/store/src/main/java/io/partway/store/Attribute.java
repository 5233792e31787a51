package io.partway.store;

/// Every attribute that an item of the table can have, with its DynamoDB type and what it means.
/// Instants are numbers: milliseconds since the epoch. Enums are the words of the wire.
enum Attribute {
  /// S: partition key, see [Keys].
  PK("PK"),
  /// S: sort key.
  SK("SK"),

  /// S: the partner of the pair; hash key of `byPartner`. On a grant to a customer,
  /// [GrantItem#DESK].
  PARTNER_ID("partnerId"),
  /// S: the customer of the pair; hash key of `byCustomer`. On a grant to a partner,
  /// [GrantItem#DESK].
  CUSTOMER_ID("customerId"),
  /// S: what the item is, in the indexes and for the stream: `relation` and `spend`, a record's
  /// kind, or `reminder`.
  KIND("kind"),
  /// S: an association's state, a record's or grant's status, `current` for spend, `revealed` for a
  /// reveal.
  STATUS("status"),
  /// N: the instant by which the indexes sort: an association's start, a record's own instant, 0
  /// for spend.
  AT("at"),
  /// S: breaks ties in the indexes: the customer id for associations and spend, a record's own id.
  ID("id"),

  /// S: the shard of `byDue` in which a pending request waits; gone once it has left PENDING.
  DUE("due"),
  /// N: the deadline of a pending request, as `byDue` sorts it; gone with [#DUE].
  DUE_AT("dueAt"),
  /// N: *seconds* since the epoch after which DynamoDB may delete the item.
  TTL("ttl"),

  /// N: moves with every write of an association; 1 or 2 for a request. Inside facts and on spend:
  /// upstream's version.
  VERSION("version"),
  /// N: the newest version of stream `association`; on the facts while there is no association.
  STREAM_VERSION("streamVersion"),
  /// N: moves with every write of the facts.
  REVISION("revision"),
  /// N: when a stream's newest report came.
  REPORTED_AT("reportedAt"),

  /// S: `referral` or `reseller`; of a notification, what it tells.
  TYPE("type"),
  /// N: when an association ended; absent while active. On the facts: an end that waits for its
  /// start.
  ENDED_AT("endedAt"),
  /// S: unmasked, as are the next three.
  PARTNER_NAME("partnerName"),
  /// S: personal.
  CUSTOMER_NAME("customerName"),
  /// S: personal.
  CUSTOMER_ACCOUNT("customerAccount"),
  /// S: personal.
  CUSTOMER_MOBILE("customerMobile"),
  /// S: the subject of the account manager.
  MANAGER_ID("managerId"),
  /// S: his display name.
  MANAGER("manager"),
  /// L of S.
  TAGS("tags"),
  /// BOOL: frozen automatically; absent while unreported.
  AUTO_FROZEN("autoFrozen"),

  /// S: the request that holds the pair's only slot; absent when there is none, as are the next
  /// two.
  PENDING_REQUEST("pendingRequest"),
  /// S: the party that submitted it.
  PENDING_INITIATOR("pendingInitiator"),
  /// N: its deadline, *at* which the slot is free.
  PENDING_UNTIL("pendingUntil"),

  /// BOOL: whether both `account` and `billing` have reported. This and the next seven are the
  /// summary of the facts.
  REPORTED("reported"),
  /// N: how many.
  INDEPENDENT_MEMBERS("independentMembers"),
  /// BOOL: frozen by hand.
  MANUALLY_FROZEN("manuallyFrozen"),
  /// N: the latest end; absent when there are none.
  RESERVED_INSTANCES_UNTIL("reservedInstancesUntil"),
  /// N: the latest end; absent when there are none.
  PARTNER_SUPPORT_PLANS_UNTIL("partnerSupportPlansUntil"),
  /// N: the latest end; absent when there are none.
  SERVICE_SUPPORT_PLANS_UNTIL("serviceSupportPlansUntil"),
  /// N: the latest end; absent when there are none.
  MEMBER_SUPPORT_PLANS_UNTIL("memberSupportPlansUntil"),
  /// N: how many on the association; L of M inside billing facts.
  HOLDS("holds"),

  /// M: the newest report of stream `account`.
  ACCOUNT("account"),
  /// M: the newest report of stream `billing`.
  BILLING("billing"),
  /// BOOL.
  ENTERPRISE_MASTER("enterpriseMaster"),
  /// L of M.
  MEMBERS("members"),
  /// S: `independent` or `unified`.
  ACCOUNTING("accounting"),
  /// N: the end of a member's own plan; absent when it has none.
  SERVICE_SUPPORT_PLAN_UNTIL("serviceSupportPlanUntil"),
  /// L of M.
  RESERVED_INSTANCES("reservedInstances"),
  /// L of M.
  PARTNER_SUPPORT_PLANS("partnerSupportPlans"),
  /// L of M.
  SERVICE_SUPPORT_PLANS("serviceSupportPlans"),
  /// N: the end of an instance or plan; of a notification, before when something can be done.
  UNTIL("until"),
  /// S: upstream's code of a hold.
  CODE("code"),
  /// S: who has to resolve a hold.
  ACTOR("actor"),
  /// S: what a hold is about; absent when upstream does not say.
  RESOURCE("resource"),

  /// S: a decimal as text, so that its scale survives.
  EXPENDITURE("expenditure"),
  /// S: ISO 4217.
  CURRENCY("currency"),
  /// S: percent, a decimal as text.
  BUDGET_USAGE("budgetUsage"),
  /// N: when the first resource expires.
  RESOURCES_EXPIRE_AT("resourcesExpireAt"),

  /// S: the party that submitted a request.
  INITIATOR("initiator"),
  /// S: the submitter's reason.
  REASON("reason"),
  /// N: a request's deadline, for ever.
  EXPIRES_AT("expiresAt"),
  /// N: when a request left PENDING; absent before.
  DECIDED_AT("decidedAt"),
  /// S: what the decider gave; absent when nothing.
  DECISION_REASON("decisionReason"),
  /// L of M: the links that a record adds to the chain of its pair.
  ENTRIES("entries"),
  /// N: on an association, the number of the last link, 0 before the first; inside an entry, its
  /// own.
  SEQUENCE("sequence"),
  /// S: the MAC of that link; empty before the first.
  MAC("mac"),
  /// S: inside an entry, what happened.
  ACTION("action"),
  /// S: the party of who acted; absent for what happens by itself.
  PARTY("party"),
  /// S: his role.
  ROLE("role"),
  /// S: salted digests of who acted, as are the next two.
  SUBJECT_DIGEST("subjectDigest"),
  /// S: absent where the call did not say, as is the next one.
  ADDRESS_DIGEST("addressDigest"),
  /// S.
  AGENT_DIGEST("agentDigest"),
  /// S: the request's status before; absent where there was none, as are the next three.
  REQUEST_BEFORE("requestBefore"),
  /// S: its status after.
  REQUEST_AFTER("requestAfter"),
  /// S: the association's state before.
  ASSOCIATION_BEFORE("associationBefore"),
  /// S: its state after.
  ASSOCIATION_AFTER("associationAfter"),
  /// S: the statement acknowledged; absent where none was, as are the next two.
  STATEMENT_VERSION("statementVersion"),
  /// S: of its text.
  STATEMENT_HASH("statementHash"),
  /// L of S: the consequences announced with it.
  CONSEQUENCES("consequences"),
  /// S: keyed digest of the record as of an entry.
  CONTENT("content"),
  /// S: which value of the secret made an entry.
  KEY_ID("keyId"),
  /// S: sealed and personal: who acted, and from where. Absent for what happens by itself, and
  /// where it has been erased.
  PERSON("person"),
  /// S: who looked; absent where that has been erased.
  SUBJECT("subject"),
  /// S: of the body that submitted a request, or that a key of the support desk was used for.
  BODY_HASH("bodyHash"),
  /// S: the field that was looked at.
  FIELD("field"),

  /// N: inside a slot `s1` … `s24` of a quota: when it is free again; 0 for one that was never
  /// taken.
  RELEASE("release"),
  /// S: inside a slot: the request that took it; of a notification or reminder, what it is about.
  REQUEST("request"),
  /// S: the other side, of the request inside a slot, or of the pair that a grant is for.
  COUNTERPARTY("counterparty"),
  /// L of M: what operators have granted to a quota.
  GRANTS("grants"),
  /// N: moves with every change of the grants; absent before the first.
  GRANTS_VERSION("grantsVersion"),
  /// N: how many submissions a grant adds, or one that a notification tells of.
  EXTRA("extra"),
  /// S: the service ticket of a grant.
  TICKET_NUMBER("ticketNumber"),
  /// N: the instant *at* which a grant is gone.
  ENDS_AT("endsAt"),
  /// N: when a grant was entered.
  ASKED_AT("askedAt"),
  /// S: the subject of the operator who entered a grant.
  GRANTED_BY("grantedBy"),
  /// S: the subject of the second operator; absent where there is none.
  CONFIRMED_BY("confirmedBy"),
  /// S: the grant that an idempotency key was used for.
  GRANT("grant"),

  /// N: on a reminder: when its request was submitted.
  SUBMITTED_AT("submittedAt"),
  /// N: on a reminder: when it was noticed; on a tick: reminders until then have been said.
  REMINDED_AT("remindedAt"),
  /// N: on a reminder: how many days before the deadline it was to be said.
  DAYS("days"),

  /// N: on a tick: requests by what became of them, as are the next two.
  EXPIRED("expired"),
  /// N.
  OVERTAKEN("overtaken"),
  /// N.
  REMINDERS("reminders"),

  /// N: values revealed by one user in one clock hour.
  REVEALS("reveals"),

  /// S: the event that a notification tells.
  EVENT("event"),
  /// N: when a message was last claimed for sending; 0 when that came to nobody knows what, absent
  /// when it has certainly not gone out.
  CLAIMED_AT("claimedAt"),
  /// N: when a message went out; absent before. On a code: when it was issued.
  SENT_AT("sentAt"),

  /// S: of a code and its purpose, under a key; the code itself is stored nowhere.
  HASH("hash"),
  /// N: comparisons counted against a code.
  ATTEMPTS("attempts"),
  /// N: codes sent to one user on one day.
  CODES("codes"),

  /// BOOL: whether a party's acts need a code.
  VERIFICATION_REQUIRED("verificationRequired"),
  /// L of M: whom a party has told.
  CONTACTS("contacts"),
  /// S: of a contact; personal, as are the next two.
  NAME("name"),
  /// S: absent where there is none.
  EMAIL("email"),
  /// S: absent where there is none.
  PHONE_NUMBER("phoneNumber"),
  /// S: a BCP 47 tag; absent where a user has not chosen.
  LANGUAGE("language"),
  /// S: a name of the IANA database; absent where a user has not chosen.
  TIME_ZONE("timeZone"),
  /// L of S: how a contact is told.
  CHANNELS("channels"),

  /// N: bytes of a file taken in.
  OFFSET("offset"),
  /// N: lines of a file taken in.
  LINE("line"),
  /// N: lines by what became of them, as are the next three.
  ACCEPTED("accepted"),
  /// N.
  IGNORED("ignored"),
  /// N.
  ALREADY_ENDED("alreadyEnded"),
  /// N.
  REFUSED("refused"),
  /// B: the first refused lines, deflated: a thousand reasons would burst an item.
  SHOWN("shown"),
  /// N: report objects written.
  PARTS("parts"),
  /// BOOL: whether a file is taken in whole; whether a tick had time for everything.
  COMPLETE("complete");

  private final String stored;

  Attribute(String stored) {
    this.stored = stored;
  }

  /// The name in the table.
  String stored() {
    return stored;
  }
}
