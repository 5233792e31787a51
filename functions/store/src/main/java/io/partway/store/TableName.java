package io.partway.store;

/// The name of the deployed table.
public record TableName(String value) {}
