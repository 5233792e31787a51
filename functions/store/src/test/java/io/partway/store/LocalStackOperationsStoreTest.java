package io.partway.store;

import io.partway.testkit.LocalStackDynamoDb;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackDynamoDb.class)
class LocalStackOperationsStoreTest extends OperationsStoreContract {}
