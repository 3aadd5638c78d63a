-- The reference schema: the tables and columns that tieout reads, with the constraints that the
-- live-shopping system promises (required = NOT NULL, save where null is allowed).
-- Loads into the first schema of search_path.

CREATE TABLE users (
    id   integer PRIMARY KEY,
    name text,
    role text
);

CREATE TABLE clients (
    id                   integer PRIMARY KEY,
    name                 text NOT NULL,
    pricing_profile_id   integer,
    custom_pricing_rules jsonb,
    deleted_at           timestamptz
);

CREATE TABLE client_credit_limits (
    client_id        integer PRIMARY KEY,
    credit_limit     numeric(15,2) NOT NULL,
    current_exposure numeric(15,2) NOT NULL
);

CREATE TABLE products (
    id              integer PRIMARY KEY,
    "nameCanonical" text NOT NULL,
    category        text NOT NULL,
    deleted_at      timestamptz
);

CREATE TABLE batches (
    id              integer PRIMARY KEY,
    "productId"     integer NOT NULL,
    code            text NOT NULL,
    "onHandQty"     numeric(15,4) NOT NULL,
    "sampleQty"     numeric(15,4) NOT NULL,
    "reservedQty"   numeric(15,4) NOT NULL,
    "quarantineQty" numeric(15,4) NOT NULL,
    "holdQty"       numeric(15,4) NOT NULL,
    "unitCogs"      numeric(15,4),
    "cogsMode"      text,
    "unitCogsMin"   numeric(15,4),
    "unitCogsMax"   numeric(15,4),
    "batchStatus"   text,
    version         integer,
    "updatedAt"     timestamptz,
    deleted_at      timestamptz
);

CREATE TABLE pricing_defaults (
    product_category       text PRIMARY KEY,
    default_margin_percent numeric(5,2) NOT NULL,
    updated_at             timestamptz,
    deleted_at             timestamptz
);

CREATE TABLE range_pricing_channel_settings (
    channel       text UNIQUE,
    default_basis text,
    deleted_at    timestamptz
);

CREATE TABLE "liveShoppingSessions" (
    id               integer PRIMARY KEY,
    "hostUserId"     integer NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    "clientId"       integer NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    status           text NOT NULL,
    "roomCode"       varchar(64) NOT NULL UNIQUE,
    "scheduledAt"    timestamptz,
    "startedAt"      timestamptz,
    "endedAt"        timestamptz,
    title            text,
    "timeoutSeconds" integer,
    "expiresAt"      timestamptz,
    "lastActivityAt" timestamptz,
    "createdAt"      timestamptz NOT NULL,
    "updatedAt"      timestamptz NOT NULL,
    deleted_at       timestamptz
);
CREATE INDEX ON "liveShoppingSessions" ("hostUserId");
CREATE INDEX ON "liveShoppingSessions" ("clientId");
CREATE INDEX ON "liveShoppingSessions" (status);
-- roomCode: the index of its UNIQUE constraint

CREATE TABLE "sessionCartItems" (
    id                  integer PRIMARY KEY,
    "sessionId"         integer NOT NULL REFERENCES "liveShoppingSessions" (id) ON DELETE CASCADE,
    "batchId"           integer NOT NULL REFERENCES batches (id) ON DELETE RESTRICT,
    "productId"         integer NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
    quantity            numeric(15,4) NOT NULL,
    "unitPrice"         numeric(15,2) NOT NULL,
    "addedByRole"       text,
    "isSample"          boolean NOT NULL,
    "itemStatus"        text,
    "negotiationStatus" text,
    "negotiationData"   jsonb,
    "createdAt"         timestamptz NOT NULL,
    "updatedAt"         timestamptz NOT NULL,
    deleted_at          timestamptz
);
CREATE INDEX ON "sessionCartItems" ("sessionId");
CREATE INDEX ON "sessionCartItems" ("batchId");

CREATE TABLE "sessionPriceOverrides" (
    id              integer PRIMARY KEY,
    "sessionId"     integer NOT NULL REFERENCES "liveShoppingSessions" (id) ON DELETE CASCADE,
    "productId"     integer NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    "overridePrice" numeric(15,2) NOT NULL,
    "createdAt"     timestamptz NOT NULL,
    "updatedAt"     timestamptz NOT NULL
);
CREATE INDEX ON "sessionPriceOverrides" ("sessionId", "productId");

CREATE TABLE orders (
    id                  integer PRIMARY KEY,
    client_id           integer NOT NULL,
    order_number        text NOT NULL,
    "orderType"         text NOT NULL,
    is_draft            boolean NOT NULL,
    subtotal            numeric(15,2) NOT NULL,
    total               numeric(15,2) NOT NULL,
    tax                 numeric(15,2),
    discount            numeric(15,2),
    shipping            numeric(15,2),
    cash_payment        numeric(15,2),
    "saleStatus"        text,
    "fulfillmentStatus" text,
    invoice_id          integer,
    notes               text,
    "liveSessionId"     integer,
    origin              text,
    created_at          timestamptz,
    items               jsonb,
    version             integer,
    deleted_at          timestamptz
);

CREATE TABLE order_line_items (
    id         integer PRIMARY KEY,
    order_id   integer NOT NULL,
    batch_id   integer NOT NULL,
    quantity   numeric(10,2) NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    line_total numeric(10,2) NOT NULL,
    is_sample  boolean NOT NULL,
    deleted_at timestamptz
);

CREATE TABLE invoices (
    id              integer PRIMARY KEY,
    "customerId"    integer,
    "amountDue"     numeric(12,2),
    "totalAmount"   numeric(12,2),
    "amountPaid"    numeric(12,2),
    status          text,
    "referenceType" text,
    "referenceId"   integer,
    version         integer,
    deleted_at      timestamptz
);
