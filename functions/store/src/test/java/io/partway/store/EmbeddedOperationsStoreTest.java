package io.partway.store;

import io.partway.testkit.EmbeddedDynamoDb;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedDynamoDb.class)
class EmbeddedOperationsStoreTest extends OperationsStoreContract {}
