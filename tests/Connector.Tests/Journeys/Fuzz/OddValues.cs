using System.Text;

namespace Connector.Tests.Journeys.Fuzz;

/// <summary>What is put in the place of a value: JSON of every type at its limits, and what is no JSON.</summary>
internal static class OddValues
{
    private const int Long = 4_000;
    private const int VeryLong = 60_000;

    public static readonly IReadOnlyList<byte[]> All =
    [
        .. new[]
        {
            "null", "true", "false", "{}", "[]", "[null]", "[[]]", "[{}]", "{\"a\":null}",
            "0", "-0", "1", "-1", "0.5", "-0.1", "1e5", "1E+2", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
            "79228162514264337593543950335", "79228162514264337593543950336", "1e28", "1e29", "1e308", "1e309", "-1e309", "1e-400", "1e2147483648", "0.0000000000000000000000000000001",
            "3.14159265358979323846264338327950288419716939937510", "999999999999.999999999999", new string('9', 400), "0." + new string('0', 400) + "1",
            "\"\"", "\" \"", "\"0\"", "\"12\"", "\"1.5\"", "\"true\"", "\"null\"", "\"-1\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"x\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\\u202e\\u200b\\ufeff\"", "\"\\r\\n\\t\\u001b\"",
            "\"2026-03-18T10:00:00.000Z\"", "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"2026-02-30T10:00:00Z\"", "\"2026-13-01\"",
            "\"2026-03-18T25:61:61Z\"", "\"0000-00-00\"", "\"10000-01-01T00:00:00Z\"", "\"2026-03-18\"", "\"2026-03-08T02:30:00.0000000\"", "\"2026-11-01T01:30:00.0000000\"", "\"1601-01-01T00:00:00\"", "\"9999-12-31T23:59:59.9999999\"", "\"2016-12-31T23:59:60Z\"",
            "\"USD\"", "\"XXX\"", "\"usd\"", "\"$\"", "\"ounces\"", "\"awaiting_shipment\"", "\"se-1\"", "\"se-99999999999999999999\"",
            "\"" + new string('a', Long) + "\"", "\"" + new string('\u00e9', Long) + "\"", "\"" + string.Concat(Enumerable.Repeat("\\u0041", Long)) + "\"",
            Nested(20), Nested(40), NestedObjects(20), NestedObjects(40),
            "[" + string.Join(',', Enumerable.Repeat("null", 500)) + "]", "[" + string.Join(',', Enumerable.Repeat("{}", 300)) + "]", "{\"a\":1,\"a\":2,\"A\":3}", "{\"\":{\"\":[]}}",
        }.Select(Encoding.UTF8.GetBytes)
    ];

    /// <summary>What no JSON document may hold, or too deep.</summary>
    public static readonly IReadOnlyList<byte[]> Broken =
    [
        .. new[]
        {
            Nested(63), Nested(64), Nested(65), Nested(200), Nested(3_000), NestedObjects(70), NestedObjects(1_000),
            "", "NaN", "Infinity", "-", "01", ".5", "1.", "1e", "'x'", "undefined", "\"", "\"\\x\"", "\"\\u12\"", "{", "[", "]", "}", "{\"a\"", "{\"a\":}", "//", "/* */ 1", ",", "\0", "tru"
        }.Select(Encoding.UTF8.GetBytes),
        Quoted(0xff, 0xfe), Quoted(0xc0, 0x80), Quoted(0xed, 0xa0, 0x80), Quoted(0xf8, 0x88, 0x80, 0x80, 0x80), Quoted(0xe2, 0x82), Quoted(0x80)
    ];

    /// <summary>Too long to be frequent.</summary>
    public static readonly IReadOnlyList<byte[]> Large =
    [
        .. new[]
        {
            "\"" + new string('a', VeryLong) + "\"", new string('7', VeryLong), "[" + string.Join(',', Enumerable.Repeat("{\"a\":[]}", 5_000)) + "]",
            "{" + string.Join(',', Enumerable.Range(0, 3_000).Select(static i => FormattableString.Invariant($"\"k{i}\":{i}"))) + "}", new string('[', VeryLong)
        }.Select(Encoding.UTF8.GetBytes)
    ];

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string NestedObjects(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static byte[] Quoted(params byte[] bytes) => [(byte)'"', .. bytes, (byte)'"'];
}
