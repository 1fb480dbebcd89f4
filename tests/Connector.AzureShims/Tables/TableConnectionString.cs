namespace Azure.Data.Tables;

/// <summary>Endpoint, account and key out of a storage connection string.</summary>
internal sealed record TableConnectionString(Uri Endpoint, string AccountName, byte[] AccountKey)
{
    private const string EmulatorAccount = "devstoreaccount1";

    // The emulator's account, the same on every machine; no secret.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TableConnectionString Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static p => p.Split('=', 2)).Where(static p => p.Length == 2)
            .ToDictionary(static p => p[0], static p => p[1], StringComparer.OrdinalIgnoreCase);
        if (string.Equals(parts.GetValueOrDefault("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
            return new TableConnectionString(new Uri($"http://127.0.0.1:10002/{EmulatorAccount}"), EmulatorAccount, Convert.FromBase64String(EmulatorKey));

        if (!parts.TryGetValue("AccountName", out var account) || !parts.TryGetValue("AccountKey", out var key))
            throw new FormatException("The connection string names no AccountName or no AccountKey.");
        var endpoint = parts.GetValueOrDefault("TableEndpoint")
            ?? $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        return new TableConnectionString(new Uri(endpoint), account, Convert.FromBase64String(key));
    }
}
