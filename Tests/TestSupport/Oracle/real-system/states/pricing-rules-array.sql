-- The client's prices come from another engine, by rules of its own (20 % on the cost: 57.60).
UPDATE clients SET custom_pricing_rules = '[{"ruleId": 3, "priority": 2}]';
UPDATE "sessionCartItems" SET "unitPrice" = 57.60 WHERE id = 1;
