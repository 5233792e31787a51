package io.partway.ingestfacts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The members of an import line, which are the columns of a CSV file, too.
enum Member {
  CUSTOMER_ID("customerId", Kind.TEXT, null),
  PARTNER_ID("partnerId", Kind.TEXT, null),
  VERSION("version", Kind.NUMBER, null),

  PARTNER_NAME("partnerName", Kind.TEXT, Stream.ASSOCIATION),
  NAME("name", Kind.TEXT, Stream.ASSOCIATION),
  ACCOUNT("account", Kind.TEXT, Stream.ASSOCIATION),
  MOBILE("mobile", Kind.TEXT, Stream.ASSOCIATION),
  MANAGER_ID("managerId", Kind.TEXT, Stream.ASSOCIATION),
  MANAGER("manager", Kind.TEXT, Stream.ASSOCIATION),
  TAGS("tags", Kind.LIST, Stream.ASSOCIATION),
  ASSOCIATION_TYPE("associationType", Kind.TEXT, Stream.ASSOCIATION),
  ASSOCIATED_AT("associatedAt", Kind.TEXT, Stream.ASSOCIATION),

  AUTO_FROZEN("autoFrozen", Kind.FLAG, Stream.ACCOUNT),
  ENTERPRISE_MASTER("enterpriseMaster", Kind.FLAG, Stream.ACCOUNT),
  MEMBERS("members", Kind.LIST, Stream.ACCOUNT),
  MANUALLY_FROZEN("manuallyFrozen", Kind.FLAG, Stream.ACCOUNT),

  RESERVED_INSTANCES("reservedInstances", Kind.LIST, Stream.BILLING),
  PARTNER_SUPPORT_PLANS("partnerSupportPlans", Kind.LIST, Stream.BILLING),
  SERVICE_SUPPORT_PLANS("serviceSupportPlans", Kind.LIST, Stream.BILLING),
  HOLDS("holds", Kind.LIST, Stream.BILLING),

  EXPENDITURE("expenditure", Kind.NUMBER, Stream.SPEND),
  CURRENCY("currency", Kind.TEXT, Stream.SPEND),
  BUDGET_USAGE("budgetUsage", Kind.NUMBER, Stream.SPEND),
  RESOURCES_EXPIRE_AT("resourcesExpireAt", Kind.TEXT, Stream.SPEND);

  /// How a cell of CSV is to be read.
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    /// JSON in its cell.
    LIST
  }

  private static final Map<String, Member> BY_NAME = new HashMap<>();

  static {
    for (Member member : values()) {
      BY_NAME.put(member.text, member);
    }
  }

  private final String text;
  private final Kind kind;
  private final @Nullable Stream stream;

  Member(String text, Kind kind, @Nullable Stream stream) {
    this.text = text;
    this.kind = kind;
    this.stream = stream;
  }

  static Optional<Member> named(String text) {
    return Optional.ofNullable(BY_NAME.get(text));
  }

  /// Its name in files and events.
  String text() {
    return text;
  }

  Kind kind() {
    return kind;
  }

  /// The stream that reports it; null for what names the pair and the version.
  @Nullable Stream stream() {
    return stream;
  }
}
