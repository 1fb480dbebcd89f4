using Connector.Operations.Api;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Access;

/// <summary>A host that would let in anyone, or somebody with a token that can be guessed, does not start.</summary>
internal sealed class OperationsOptionsCheck : IValidateOptions<OperationsOptions>
{
    public const int LeastToken = 24;
    private const int MaxName = 64;
    private const int HashDigits = 64;
    private const int MaxHours = 24 * 30;
    private const string Section = OperationsOptions.SectionName;

    public ValidateOptionsResult Validate(string? name, OperationsOptions options)
    {
        List<string> problems = [.. Operators(options.Operators ?? []), .. OpenIdConnect(options.OpenIdConnect)];
        if (options is { AllowRemote: true, HasSignIn: false })
            problems.Add($"{Section}:AllowRemote: other machines are let in only with a sign-in: set {Section}:Operators or {Section}:OpenIdConnect as well.");
        if (options.SignInHours is < 1 or > MaxHours) problems.Add($"{Section}:SignInHours: must be between 1 and {MaxHours}.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Operators(IReadOnlyList<OperatorSettings> operators)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < operators.Count; i++)
        {
            var (one, key) = (operators[i], $"{Section}:Operators:{i}");
            if (one.Name.Trim().Length is 0 or > MaxName || one.Name.Any(char.IsControl)) yield return $"{key}:Name: must have 1 to {MaxName} characters.";
            else if (!names.Add(one.Name.Trim())) yield return $"{key}:Name: '{one.Name}' is used twice.";
            if (one.Token is null == one.TokenHash is null) yield return $"{key}: give either Token or TokenHash.";
            else if (one.Token is { } token && token.Length < LeastToken) yield return $"{key}:Token: must have at least {LeastToken} characters.";
            else if (one.TokenHash is { } hash && (hash.Length != HashDigits || !hash.All(char.IsAsciiHexDigit))) yield return $"{key}:TokenHash: must be the SHA-256 of the token, {HashDigits} hexadecimal digits.";
        }
    }

    private static IEnumerable<string> OpenIdConnect(OpenIdConnectSettings? settings)
    {
        if (settings is null) yield break;
        const string key = Section + ":OpenIdConnect";
        foreach (var (name, value) in new[] { ("Authority", settings.Authority), ("Address", settings.Address) })
            if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)) yield return $"{key}:{name}: must be an https address.";
        if (settings.ClientId.Length == 0) yield return $"{key}:ClientId is missing.";
        if (settings.ClientSecret.Length == 0) yield return $"{key}:ClientSecret is missing.";
    }
}
