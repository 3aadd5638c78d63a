extension FaultRecipe {
    static let prices: [FaultRecipe] = []
    static let credit: [FaultRecipe] = []
    static let holds: [FaultRecipe] = []
    static let lifecycle: [FaultRecipe] = []
    static let integrity: [FaultRecipe] = []
}
