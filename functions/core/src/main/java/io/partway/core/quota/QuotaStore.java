package io.partway.core.quota;

import java.util.Map;
import java.util.Set;

/// Reads quotas for showing them, eventually consistent. Writing is part of a submit's transaction.
public interface QuotaStore {
  /// The register of each scope; [QuotaRegister#EMPTY] for one without a history.
  Map<QuotaScope, QuotaRegister> registers(Set<QuotaScope> scopes);
}
