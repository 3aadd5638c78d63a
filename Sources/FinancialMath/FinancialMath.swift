// FinancialMath
