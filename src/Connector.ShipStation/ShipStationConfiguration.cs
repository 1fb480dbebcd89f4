using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Connector.ShipStation;

/// <summary>Where in the configuration each account is.</summary>
internal static class ShipStationConfiguration
{
    /// <summary>"default" first. It is there when its section has a key or a secret, and when nothing else is: then its validation says what is missing.</summary>
    public static IReadOnlyList<string> AccountNames(IConfiguration configuration)
    {
        var root = configuration.GetSection(ShipStationOptions.SectionName);
        var names = root.GetSection("Accounts").GetChildren().Select(account => account.Key)
            .Where(name => !name.Equals(ShipStationOptions.DefaultAccount, StringComparison.OrdinalIgnoreCase)).ToList();
        if (names.Count == 0 || root["ApiKey"] is { Length: > 0 } || root["ApiSecret"] is { Length: > 0 }) names.Insert(0, ShipStationOptions.DefaultAccount);
        return names;
    }

    public static string SectionOf(string account) =>
        account == ShipStationOptions.DefaultAccount ? ShipStationOptions.SectionName : $"{ShipStationOptions.SectionName}:Accounts:{account}";

    public static void Fill(ShipStationOptions options, IConfiguration configuration, string account)
    {
        var own = configuration.GetSection(SectionOf(account));
        var shared = configuration.GetSection(ShipStationOptions.SectionName);
        options.BaseAddress = own["BaseAddress"] ?? shared["BaseAddress"] ?? options.BaseAddress;
        options.ApiKey = own["ApiKey"] ?? "";
        options.ApiSecret = own["ApiSecret"] ?? "";
        options.WebhookSecret = own["WebhookSecret"] is { Length: > 0 } secret ? secret : null;
        options.WebhookBaseAddress = (own["WebhookBaseAddress"] ?? shared["WebhookBaseAddress"]) is { Length: > 0 } hooks ? hooks : null;
        options.V2ApiKey = own["V2ApiKey"] is { Length: > 0 } key ? key : null;
        options.V2BaseAddress = own["V2BaseAddress"] ?? shared["V2BaseAddress"] ?? options.V2BaseAddress;
        options.WebhookKeysAddress = own["WebhookKeysAddress"] ?? shared["WebhookKeysAddress"] ?? options.WebhookKeysAddress;
        options.V2RequestsPerMinute = Number(options, own, own, "V2RequestsPerMinute", options.V2RequestsPerMinute);
        options.RequestsPerMinute = Number(options, own, own, "RequestsPerMinute", options.RequestsPerMinute);
        options.TimeoutSeconds = Number(options, own, shared, "TimeoutSeconds", options.TimeoutSeconds);
        options.LabelTimeoutSeconds = Number(options, own, shared, "LabelTimeoutSeconds", options.LabelTimeoutSeconds);
        options.MaxResponseMegabytes = Number(options, own, shared, "MaxResponseMegabytes", options.MaxResponseMegabytes);
    }

    private static int Number(ShipStationOptions options, IConfigurationSection own, IConfigurationSection shared, string name, int standard)
    {
        var section = own[name] is null ? shared : own;
        if (section[name] is not { } text) return standard;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        options.NotNumbers.Add($"{section.Path}:{name}");
        return standard;
    }
}
