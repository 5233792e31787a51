package io.partway.core.search;

import io.partway.core.association.Association;

/// A customer as a partner's search sees him, unmasked.
public record CustomerRow(Association association, Spend spend) {}
