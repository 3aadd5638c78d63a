-- The same tables and columns without any constraint, with ids as bigint and plain numerics, so that
-- broken data (orphans, nulls, NaN, any scale) can be loaded. Made from schema.sql; keep them alike.

CREATE TABLE users (
    id   bigint,
    name text,
    role text
);

CREATE TABLE clients (
    id                   bigint,
    name                 text,
    pricing_profile_id   bigint,
    custom_pricing_rules jsonb,
    deleted_at           timestamptz
);

CREATE TABLE client_credit_limits (
    client_id        bigint,
    credit_limit     numeric,
    current_exposure numeric
);

CREATE TABLE products (
    id              bigint,
    "nameCanonical" text,
    category        text,
    deleted_at      timestamptz
);

CREATE TABLE batches (
    id              bigint,
    "productId"     bigint,
    code            text,
    "onHandQty"     numeric,
    "sampleQty"     numeric,
    "reservedQty"   numeric,
    "quarantineQty" numeric,
    "holdQty"       numeric,
    "unitCogs"      numeric,
    "cogsMode"      text,
    "unitCogsMin"   numeric,
    "unitCogsMax"   numeric,
    "batchStatus"   text,
    version         bigint,
    "updatedAt"     timestamptz,
    deleted_at      timestamptz
);

CREATE TABLE pricing_defaults (
    product_category       text,
    default_margin_percent numeric,
    updated_at             timestamptz,
    deleted_at             timestamptz
);

CREATE TABLE range_pricing_channel_settings (
    channel       text,
    default_basis text,
    deleted_at    timestamptz
);

CREATE TABLE "liveShoppingSessions" (
    id               bigint,
    "hostUserId"     bigint,
    "clientId"       bigint,
    status           text,
    "roomCode"       text,
    "scheduledAt"    timestamptz,
    "startedAt"      timestamptz,
    "endedAt"        timestamptz,
    title            text,
    "timeoutSeconds" bigint,
    "expiresAt"      timestamptz,
    "lastActivityAt" timestamptz,
    "createdAt"      timestamptz,
    "updatedAt"      timestamptz,
    deleted_at       timestamptz
);

CREATE TABLE "sessionCartItems" (
    id                  bigint,
    "sessionId"         bigint,
    "batchId"           bigint,
    "productId"         bigint,
    quantity            numeric,
    "unitPrice"         numeric,
    "addedByRole"       text,
    "isSample"          boolean,
    "itemStatus"        text,
    "negotiationStatus" text,
    "negotiationData"   jsonb,
    "createdAt"         timestamptz,
    "updatedAt"         timestamptz,
    deleted_at          timestamptz
);

CREATE TABLE "sessionPriceOverrides" (
    id              bigint,
    "sessionId"     bigint,
    "productId"     bigint,
    "overridePrice" numeric,
    "createdAt"     timestamptz,
    "updatedAt"     timestamptz
);

CREATE TABLE orders (
    id                  bigint,
    client_id           bigint,
    order_number        text,
    "orderType"         text,
    is_draft            boolean,
    subtotal            numeric,
    total               numeric,
    tax                 numeric,
    discount            numeric,
    shipping            numeric,
    cash_payment        numeric,
    "saleStatus"        text,
    "fulfillmentStatus" text,
    invoice_id          bigint,
    notes               text,
    "liveSessionId"     bigint,
    origin              text,
    created_at          timestamptz,
    items               jsonb,
    version             bigint,
    deleted_at          timestamptz
);

CREATE TABLE order_line_items (
    id         bigint,
    order_id   bigint,
    batch_id   bigint,
    quantity   numeric,
    unit_price numeric,
    line_total numeric,
    is_sample  boolean,
    deleted_at timestamptz
);

CREATE TABLE invoices (
    id              bigint,
    "customerId"    bigint,
    "amountDue"     numeric,
    "totalAmount"   numeric,
    "amountPaid"    numeric,
    status          text,
    "referenceType" text,
    "referenceId"   bigint,
    version         bigint,
    deleted_at      timestamptz
);
