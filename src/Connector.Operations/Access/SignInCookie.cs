using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Operations.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Access;

/// <summary>Keeps who signed in, with an end, in a cookie that no script and no other site can use. A token that was changed or removed ends it at once.</summary>
public sealed class SignInCookie(IDataProtectionProvider protection, KnownOperators operators, IOptions<OperationsOptions> options, TimeProvider clock)
{
    public const string Name = "connector-operator";
    private readonly IDataProtector _protector = protection.CreateProtector("sign-in");

    /// <param name="stamp">Of the token; null for an account of the organisation.</param>
    public void Write(HttpContext http, OperatorIdentity who, string? stamp)
    {
        var ticket = new SignInTicket(who.Name, who.Role, stamp, clock.GetUtcNow().AddHours(options.Value.SignInHours), who.Key);
        http.Response.Cookies.Append(Name, Convert.ToBase64String(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(ticket, SignInJson.Default.SignInTicket))), Options(http, TimeSpan.FromHours(options.Value.SignInHours)));
    }

    /// <summary>Null where there is none, or one that is over, changed or of another installation.</summary>
    public OperatorIdentity? Read(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 } text) return null;
        try
        {
            var ticket = JsonSerializer.Deserialize(_protector.Unprotect(Convert.FromBase64String(text)), SignInJson.Default.SignInTicket);
            if (ticket is null || ticket.Until <= clock.GetUtcNow()) return null;
            if (ticket.Key is not null) return new OperatorIdentity(ticket.Name, ticket.Role) { Key = ticket.Key };
            if (ticket.Stamp is not null) return operators.FindByName(ticket.Name, ticket.Stamp);
            return options.Value.OpenIdConnect is null ? null : new OperatorIdentity(ticket.Name, ticket.Role) { IsSignedIn = true };
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    public static void Remove(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true, MaxAge = age,
        // The proxy in front of us has the certificate.
        Secure = http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"].ToString().Equals("https", StringComparison.OrdinalIgnoreCase)
    };
}

/// <param name="Stamp">Of the token; null for an account of the organisation.</param>
/// <param name="Key">Of the platform; null for a person.</param>
internal sealed record SignInTicket(string Name, OperatorRole Role, string? Stamp, DateTimeOffset Until, string? Key);

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(SignInTicket))]
internal sealed partial class SignInJson : JsonSerializerContext;
