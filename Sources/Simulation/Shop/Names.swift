/// The words that names are put together from.
enum Names {
    static let firstNames = [
        "Ada", "Amir", "Birgit", "Carlos", "Chiara", "Dora", "Elif", "Emil", "Fatou", "Greta", "Hana", "Ines", "Jonas",
        "Kemal", "Lena", "Luca", "Mira", "Noor", "Olga", "Pavel", "Rosa", "Sami", "Tilda", "Uwe", "Vera", "Yuki",
    ]

    static let lastNames = [
        "Almeida", "Bauer", "Castelli", "Dubois", "Eriksen", "Farkas", "Gruber", "Haddad", "Ivanova", "Jansen",
        "Keller",
        "Lindqvist", "Moreau", "Novak", "Okafor", "Petrov", "Quist", "Rossi", "Sato", "Tanaka", "Umarov", "Visser",
    ]

    static let shopKinds = [
        "Café", "Deli", "Bistro", "Wine Bar", "Tea House", "Grocers", "Provisions", "Kitchen", "Roastery",
        "Market Hall",
        "Trattoria", "Hotel", "Farm Shop", "Bakery", "Canteen", "Cellars",
    ]

    static let shopWords = [
        "Harbour", "Linden", "Old Mill", "Morning Glory", "Pine & Salt", "Red Door", "Three Cranes", "Bellweather",
        "Copper Pot", "Juniper", "North Gate", "Fig Tree", "Blue Lantern", "Meridian", "Saffron", "Stone Bridge",
        "Weaver's", "Golden Hare", "Orchard", "Riverside", "Magpie", "Swan", "Quayside", "Marigold", "Bramble",
    ]

    static let towns = [
        "Aarhus", "Basel", "Bergen", "Bologna", "Bristol", "Cork", "Dijon", "Ghent", "Graz", "Haarlem", "Kraków",
        "Leipzig",
        "Lille", "Lund", "Málaga", "Porto", "Riga", "Siena", "Split", "Tartu", "Turku", "Ulm", "Utrecht", "Vigo",
        "York",
    ]

    /// What a session is announced as.
    static let titles = [
        "Autumn tasting", "New arrivals", "Restaurant hour", "Last bottles", "Winter list", "Meet the maker",
        "Monday refill", "Gift boxes", "Cellar clear-out", "Market morning",
    ]
}

/// A kind of goods: what its products are called, cost and are sold at.
struct Category: Sendable {
    let name: String
    /// Three letters for batch codes and room codes.
    let code: String
    let products: [String]
    let varieties: [String]
    /// What a unit costs, in cents.
    let cost: ClosedRange<Int>
    /// The default margin in hundredths of a per cent; nil leaves it to `OTHER`.
    let margin: Int64?

    static let all: [Category] = [
        Category(
            name: "Wine", code: "win",
            products: ["Riesling", "Barbera", "Grüner Veltliner", "Mencía", "Chenin", "Blaufränkisch"],
            varieties: ["Alte Reben", "Classico", "Reserva", "Steinhalde", "Cru", "Ortswein"], cost: 480...4_200,
            margin: 3_250),
        Category(
            name: "Tea", code: "tea", products: ["Darjeeling", "Sencha", "Assam", "Oolong", "Pu-erh", "Rooibos"],
            varieties: ["First Flush", "Second Flush", "Spring Harvest", "Estate", "Roasted", "Aged"],
            cost: 220...3_600,
            margin: 4_500),
        Category(
            name: "Coffee", code: "cof", products: ["Yirgacheffe", "Huila", "Antigua", "Sidamo", "Tarrazú", "Nyeri"],
            varieties: ["Washed", "Natural", "Honey Process", "Peaberry", "Anaerobic", "Decaf"], cost: 650...2_400,
            margin: 3_800),
        Category(
            name: "Cheese", code: "chs", products: ["Comté", "Manchego", "Gouda", "Taleggio", "Cheddar", "Gruyère"],
            varieties: ["12 months", "18 months", "Alpage", "Young", "Cave aged", "Raw milk"], cost: 900...3_900,
            margin: 2_875),
        Category(
            name: "Chocolate", code: "cho",
            products: ["Madagascar 70", "Piura 75", "Tumaco 65", "Belize 72", "Java 45"],
            varieties: ["Bar", "Couverture", "Nibs", "Sea Salt", "Hazelnut", "Dark Milk"], cost: 180...1_500,
            margin: 4_125),
        Category(
            name: "Olive Oil", code: "oil", products: ["Picual", "Koroneiki", "Frantoio", "Arbequina", "Taggiasca"],
            varieties: ["Early Harvest", "Unfiltered", "Organic", "Estate", "Novello", "Mild"], cost: 540...2_800,
            margin: 3_333),
        Category(
            name: "Honey", code: "hon", products: ["Acacia", "Heather", "Chestnut", "Linden", "Thyme"],
            varieties: ["Raw", "Creamed", "Comb", "Forest", "Mountain", "Spring"], cost: 310...1_900, margin: nil),
    ]

    /// The category that no faultless product is in, and that has no default of its own in any simulated shop.
    static let unpriced = "Curiosities"
}
