package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/// A table of the template.
///
/// @param logicalId its name in the template
/// @param name its name in the local engine
/// @param properties the properties of its `AWS::DynamoDB::Table`, evaluated
public record TableDefinition(String logicalId, String name, JsonNode properties) {}
