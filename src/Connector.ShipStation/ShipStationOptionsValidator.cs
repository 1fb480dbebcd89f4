using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Connector.ShipStation;

/// <summary>Checks one account's settings at start. Each message names its configuration key; none repeats a value that could be a secret.</summary>
internal sealed class ShipStationOptionsValidator(IConfiguration configuration) : IValidateOptions<ShipStationOptions>
{
    private const int MinSecretLength = 16;

    public ValidateOptionsResult Validate(string? name, ShipStationOptions options)
    {
        var account = name ?? ShipStationOptions.DefaultAccount;
        var problems = Problems(account, ShipStationConfiguration.SectionOf(account), options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(string account, string section, ShipStationOptions options)
    {
        if (account.Length > 50 || !account.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return $"{section}: an account's name has at most 50 letters, digits, dashes and underscores.";
        const string twice = $"{ShipStationOptions.SectionName}:Accounts:{ShipStationOptions.DefaultAccount}";
        if (configuration.GetSection(twice).Exists()) yield return $"{twice}: the default account belongs directly under {ShipStationOptions.SectionName}.";
        foreach (var key in options.NotNumbers) yield return $"{key} must be a whole number.";
        if (AddressProblem(options.BaseAddress) is { } address) yield return $"{section}:BaseAddress {address}";
        if (TextProblem(options.ApiKey) is { } apiKey) yield return $"{section}:ApiKey {apiKey}";
        else if (options.ApiKey.Contains(':', StringComparison.Ordinal))
            yield return $"{section}:ApiKey must not contain a colon: key and secret are two settings.";
        if (TextProblem(options.ApiSecret) is { } apiSecret) yield return $"{section}:ApiSecret {apiSecret}";
        if (options.RequestsPerMinute is < 1 or > 10_000) yield return $"{section}:RequestsPerMinute must be 1 to 10000.";
        if (options.V2ApiKey is { } v2 && TextProblem(v2) is { } v2Key) yield return $"{section}:V2ApiKey {v2Key}";
        if (AddressProblem(options.V2BaseAddress) is { } v2Address) yield return $"{section}:V2BaseAddress {v2Address}";
        if (AddressProblem(options.WebhookKeysAddress) is { } keys) yield return $"{section}:WebhookKeysAddress {keys}";
        if (options.WebhookBaseAddress is { } hooks && AddressProblem(hooks) is { } hooksAddress) yield return $"{section}:WebhookBaseAddress {hooksAddress}";
        if (options.V2RequestsPerMinute is < 1 or > 10_000) yield return $"{section}:V2RequestsPerMinute must be 1 to 10000.";
        if (options.TimeoutSeconds is < 1 or > 600) yield return $"{section}:TimeoutSeconds must be 1 to 600.";
        if (options.LabelTimeoutSeconds is < 1 or > 600) yield return $"{section}:LabelTimeoutSeconds must be 1 to 600.";
        if (options.MaxResponseMegabytes is < 1 or > 512) yield return $"{section}:MaxResponseMegabytes must be 1 to 512.";
        if (options.WebhookSecret is not { } secret) yield break;
        // Everybody could guess the text of a reference; nobody may get in with it.
        if (IsUnresolved(secret)) yield return $"{section}:WebhookSecret {Unresolved}";
        if (secret.Length < MinSecretLength) yield return $"{section}:WebhookSecret must have at least {MinSecretLength} characters.";
        foreach (var other in ShipStationConfiguration.AccountNames(configuration))
        {
            var otherSection = ShipStationConfiguration.SectionOf(other);
            if (otherSection != section && configuration[$"{otherSection}:WebhookSecret"] == secret)
                yield return $"{section}:WebhookSecret must differ from {otherSection}:WebhookSecret: it identifies the account.";
        }
    }

    private const string Unresolved = "is a Key Vault reference that was not resolved: the secret does not exist, or the app may not read it.";

    /// <summary>Azure leaves the reference itself as the value when it cannot follow it.</summary>
    private static bool IsUnresolved(string text) => text.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase);

    private static string? TextProblem(string text) =>
        string.IsNullOrWhiteSpace(text) ? "is missing." : IsUnresolved(text) ? Unresolved : text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? "must not contain blanks." : null;

    private static string? AddressProblem(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0) return "must be an absolute address.";
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0) return "must have no user, query or fragment.";
        if (address.Scheme == Uri.UriSchemeHttps) return null;
        return address.Scheme == Uri.UriSchemeHttp && address.IsLoopback ? null : "must be https (http only on a loopback address).";
    }
}
