/// The schema that a live-shopping system should have, as PostgreSQL's DDL.
///
/// It runs on an empty database, and it carries the constraints that the system promises its users and no other: what
/// tieout reads elsewhere is compared with it. Names are those of ``Table`` and its columns.
public enum ReferenceSchema {
    /// The statements that make the schema, in an order that runs.
    public static let ddl: String = [people, goods, sessions, orders].joined(separator: "\n")
}

extension ReferenceSchema {
    private static let people = """
        -- Staff who host sessions.
        CREATE TABLE "users" (
            "id" integer PRIMARY KEY,
            "name" text,
            "role" text
        );

        -- Buyers, and the rules by which prices are made for them.
        CREATE TABLE "clients" (
            "id" integer PRIMARY KEY,
            "name" text NOT NULL,
            "pricing_profile_id" integer,
            "custom_pricing_rules" jsonb,
            "deleted_at" timestamptz
        );

        -- How much each client may owe, and how much the credit desk believes that it owes.
        CREATE TABLE "client_credit_limits" (
            "client_id" integer PRIMARY KEY,
            "credit_limit" numeric(15,2) NOT NULL,
            "current_exposure" numeric(15,2) NOT NULL
        );

        """

    private static let goods = """
        -- What is sold.
        CREATE TABLE "products" (
            "id" integer PRIMARY KEY,
            "nameCanonical" text NOT NULL,
            "category" text NOT NULL,
            "deleted_at" timestamptz
        );

        -- Lots of a product: how much there is, how much is promised, what it cost.
        CREATE TABLE "batches" (
            "id" integer PRIMARY KEY,
            "productId" integer NOT NULL,
            "code" text NOT NULL,
            "onHandQty" numeric(15,4) NOT NULL,
            "sampleQty" numeric(15,4) NOT NULL,
            "reservedQty" numeric(15,4) NOT NULL,
            "quarantineQty" numeric(15,4) NOT NULL,
            "holdQty" numeric(15,4) NOT NULL,
            "unitCogs" numeric(15,4),
            "cogsMode" text,
            "unitCogsMin" numeric(15,4),
            "unitCogsMax" numeric(15,4),
            "batchStatus" text,
            "updatedAt" timestamptz,
            "deleted_at" timestamptz,
            "version" integer DEFAULT 1
        );

        -- The margin that a category is priced with where the client has none of its own.
        CREATE TABLE "pricing_defaults" (
            "product_category" text PRIMARY KEY,
            "default_margin_percent" numeric(5,2) NOT NULL,
            "updated_at" timestamptz,
            "deleted_at" timestamptz
        );

        -- Which end of a range of costs a sales channel prices from.
        CREATE TABLE "range_pricing_channel_settings" (
            "channel" text UNIQUE,
            "default_basis" text,
            "deleted_at" timestamptz
        );

        """

    private static let sessions = """
        -- Sessions in which a host and a client fill a cart together.
        CREATE TABLE "liveShoppingSessions" (
            "id" integer PRIMARY KEY,
            "hostUserId" integer NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
            "clientId" integer NOT NULL REFERENCES "clients" ("id") ON DELETE RESTRICT,
            "status" text NOT NULL,
            "roomCode" varchar(64) NOT NULL UNIQUE,
            "scheduledAt" timestamptz,
            "startedAt" timestamptz,
            "endedAt" timestamptz,
            "title" text,
            "timeoutSeconds" integer,
            "expiresAt" timestamptz,
            "lastActivityAt" timestamptz,
            "createdAt" timestamptz NOT NULL,
            "updatedAt" timestamptz NOT NULL,
            "deleted_at" timestamptz
        );
        CREATE INDEX ON "liveShoppingSessions" ("hostUserId");
        CREATE INDEX ON "liveShoppingSessions" ("clientId");
        CREATE INDEX ON "liveShoppingSessions" ("status");

        -- What is in a session's cart: so much of a batch at a price, or as a sample.
        CREATE TABLE "sessionCartItems" (
            "id" integer PRIMARY KEY,
            "sessionId" integer NOT NULL REFERENCES "liveShoppingSessions" ("id") ON DELETE CASCADE,
            "batchId" integer NOT NULL REFERENCES "batches" ("id") ON DELETE RESTRICT,
            "productId" integer NOT NULL REFERENCES "products" ("id") ON DELETE RESTRICT,
            "quantity" numeric(15,4) NOT NULL,
            "unitPrice" numeric(15,2) NOT NULL,
            "addedByRole" text,
            "isSample" boolean NOT NULL,
            "itemStatus" text,
            "negotiationStatus" text,
            "createdAt" timestamptz NOT NULL,
            "updatedAt" timestamptz NOT NULL,
            "deleted_at" timestamptz,
            "negotiationData" jsonb
        );
        CREATE INDEX ON "sessionCartItems" ("sessionId");
        CREATE INDEX ON "sessionCartItems" ("batchId");

        -- The host's own price for a product in one session.
        CREATE TABLE "sessionPriceOverrides" (
            "id" integer PRIMARY KEY,
            "sessionId" integer NOT NULL REFERENCES "liveShoppingSessions" ("id") ON DELETE CASCADE,
            "productId" integer NOT NULL REFERENCES "products" ("id") ON DELETE CASCADE,
            "overridePrice" numeric(15,2) NOT NULL,
            "createdAt" timestamptz NOT NULL,
            "updatedAt" timestamptz NOT NULL
        );
        CREATE INDEX ON "sessionPriceOverrides" ("sessionId", "productId");

        """

    private static let orders = """
        -- What clients are billed.
        CREATE TABLE "invoices" (
            "id" integer PRIMARY KEY,
            "customerId" integer,
            "amountDue" numeric(12,2),
            "status" text,
            "deleted_at" timestamptz,
            "totalAmount" numeric(12,2),
            "amountPaid" numeric(12,2),
            "referenceType" text,
            "referenceId" integer,
            "version" integer DEFAULT 1
        );

        -- Sales and offers, from live shopping or not.
        CREATE TABLE "orders" (
            "id" integer PRIMARY KEY,
            "client_id" integer NOT NULL,
            "order_number" text NOT NULL,
            "orderType" text NOT NULL,
            "is_draft" boolean NOT NULL,
            "subtotal" numeric(15,2) NOT NULL,
            "total" numeric(15,2) NOT NULL,
            "tax" numeric(15,2),
            "discount" numeric(15,2),
            "shipping" numeric(15,2),
            "cash_payment" numeric(15,2),
            "saleStatus" text,
            "fulfillmentStatus" text,
            "invoice_id" integer,
            "notes" text,
            "liveSessionId" integer,
            "origin" text,
            "created_at" timestamptz,
            "deleted_at" timestamptz,
            "items" jsonb,
            "version" integer DEFAULT 1
        );

        -- The lines of an order.
        CREATE TABLE "order_line_items" (
            "id" integer PRIMARY KEY,
            "order_id" integer NOT NULL,
            "batch_id" integer NOT NULL,
            "quantity" numeric(10,2) NOT NULL,
            "unit_price" numeric(10,2) NOT NULL,
            "line_total" numeric(10,2) NOT NULL,
            "is_sample" boolean NOT NULL,
            "deleted_at" timestamptz
        );
        """
}
