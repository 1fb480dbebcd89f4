using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Seeds;

/// <param name="UsCents">Price in the United States; other currencies follow from it.</param>
/// <param name="Grams">Null for goods whose weight nobody entered.</param>
internal sealed record SeedProduct(string Key, string Sku, string Name, string German, string Type, int UsCents, int? Grams, string HsCode, string Origin);

/// <summary>Invented goods.</summary>
internal static class SeedCatalog
{
    public const string Digital = "digital";

    public static IReadOnlyList<SeedProduct> Goods { get; } =
    [
        new("stoneware-mug", "MUG-RED", "Stoneware mug, red", "Steingutbecher, rot", "tableware", 1500, 410, "6912.00", "PT"),
        new("enamel-pan", "PAN-24", "Enamel pan, 24 cm", "Emaillepfanne, 24 cm", "tableware", 4890, 1650, "7323.94", "AT"),
        new("linen-towel", "TOWEL-BLU", "Linen tea towel, blue", "Geschirrtuch aus Leinen, blau", "textiles", 1250, 120, "6302.91", "LT"),
        new("wool-blanket", "BLANKET-XL", "Wool blanket, 200 x 220 cm", "Wolldecke, 200 x 220 cm", "textiles", 12900, 2100, "6301.20", "NO"),
        new("t-shirt-organic", "TEE-M", "T-shirt, organic cotton, M", "T-Shirt, Biobaumwolle, M", "apparel", 2500, 180, "6109.10", "TR"),
        new("rain-jacket", "JACKET-L-GRN", "Rain jacket, green, L", "Regenjacke, grün, L", "apparel", 8950, 640, "6201.40", "VN"),
        new("notebook-dotted", "NOTE-A5", "Notebook A5, dotted", "Notizbuch A5, gepunktet", "paper", 990, 265, "4820.10", "DE"),
        new("fountain-pen", "PEN-F-BLK", "Fountain pen F, black", "Füllfederhalter F, schwarz", "paper", 3299, 45, "9608.30", "DE"),
        new("desk-lamp", "LAMP-DESK", "Desk lamp with clamp", "Schreibtischlampe mit Klemme", "lighting", 7490, 1320, "9405.21", "PL"),
        new("candle-beeswax", "CANDLE-3", "Beeswax candles, set of 3", "Bienenwachskerzen, 3 Stück", "lighting", 1875, 390, "3406.00", "FR"),
        new("bicycle-bell", "BELL-BRASS", "Bicycle bell, brass", "Fahrradklingel, Messing", "outdoor", 1699, 95, "8306.10", "TW"),
        new("camping-stove", "STOVE-ULTRA", "Camping stove, foldable", "Campingkocher, faltbar", "outdoor", 5425, 310, "7321.11", "KR"),
    ];

    public static SeedProduct Screws { get; } = new("brass-screw", "SCREW-M3-8", "Brass screw M3 x 8", "Messingschraube M3 x 8", "outdoor", 3, 1, "7415.33", "DE");
    public static SeedProduct Weightless { get; } = new("poster-map", "POSTER-MAP", "Poster, city map", "Poster, Stadtplan", "paper", 2200, null, "4911.91", "NL");
    public static SeedProduct Sampler { get; } = new("tea-sampler", "TEA-SAMPLE", "Tea sampler", "Teeprobe", "tableware", 600, 40, "0902.10", "LK");
    public static SeedProduct Pattern { get; } = new("sewing-pattern-pdf", "PDF-PATTERN", "Sewing pattern (PDF)", "Schnittmuster (PDF)", Digital, 1400, null, "", "US");

    public static IEnumerable<SeedProduct> All => [.. Goods, Screws, Weightless, Sampler, Pattern];

    public static string ProductId(SeedProduct product) => SeedIds.Fixed("product/" + product.Key);
    public static string ProductTypeId(SeedProduct product) => SeedIds.Fixed("product-type/" + product.Type);

    public static JsonObject ProductType(string type)
    {
        var attributes = new JsonArray();
        foreach (var (name, kind) in (ReadOnlySpan<(string, string)>)[("weight-grams", "number"), ("hs-code", "text"), ("country-of-origin", "text"), ("group", "enum"), ("digital", "boolean")])
        {
            var wire = new JsonObject { ["name"] = kind };
            if (kind == "enum") wire["values"] = new JsonArray(new JsonObject { ["key"] = type, ["label"] = type.ToUpperInvariant() });
            attributes.Add(new JsonObject { ["name"] = name, ["label"] = new JsonObject { ["en"] = name }, ["type"] = wire });
        }
        return new JsonObject { ["key"] = type, ["name"] = type, ["description"] = type, ["attributes"] = attributes };
    }

    public static JsonObject Names(SeedProduct product) => new() { ["en-US"] = product.Name, ["de-DE"] = product.German };

    public static JsonArray Attributes(SeedProduct product)
    {
        var attributes = new JsonArray();
        void Add(string name, JsonNode value) => attributes.Add(new JsonObject { ["name"] = name, ["value"] = value });
        if (product.Grams is { } grams) Add("weight-grams", grams);
        if (product.HsCode.Length > 0) Add("hs-code", product.HsCode);
        Add("country-of-origin", product.Origin);
        Add("group", new JsonObject { ["key"] = product.Type, ["label"] = product.Type.ToUpperInvariant() });
        if (product.Type == Digital) Add("digital", true);
        return attributes;
    }

    /// <summary>Smallest units of the currency.</summary>
    public static long Price(int usCents, string currency) => currency switch
    {
        "JPY" => Math.Max(1, usCents * 3L / 2),
        "KWD" => usCents * 3L,
        "CAD" => usCents * 135L / 100,
        "GBP" => usCents * 80L / 100,
        _ => usCents,
    };
}
