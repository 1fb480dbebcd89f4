using Connector.Operations.Access;
using Connector.Operations.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Connector.Local.Hosting;

/// <summary>Sign-in with the accounts of an organisation (OpenID Connect, code flow). What comes of it is the same cookie as with a token, and nothing else is kept.</summary>
internal static partial class AccountSignIn
{
    private const string Scheme = "account";

    /// <summary>The framework wants a place for the account; nothing is ever written there.</summary>
    private const string Unused = "account-unused";
    private const string Callback = "/ops/signin-oidc";
    private const string Start = OperatorAccess.SignInPath + "/account";

    public static IServiceCollection AddAccountSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetSection($"{OperationsOptions.SectionName}:{nameof(OperationsOptions.OpenIdConnect)}").Get<OpenIdConnectSettings>() is not { } settings) return services;
        services.AddAuthentication().AddCookie(Unused).AddOpenIdConnect(Scheme, options => Configure(options, settings));
        return services.WithoutKeyRing();
    }

    public static WebApplication MapAccountSignIn(this WebApplication app)
    {
        if (app.Services.GetService<IAuthenticationSchemeProvider>() is null) return app;
        app.UseAuthentication();
        app.MapGet(Start, static (HttpContext http, OperatorAccess access) => access.RefuseSender(http)
            ?? TypedResults.Challenge(new AuthenticationProperties { RedirectUri = SignInHtml.BackTo(http.Request.Query["return"]) }, [Scheme]));
        return app;
    }

    private static void Configure(OpenIdConnectOptions options, OpenIdConnectSettings settings)
    {
        (options.Authority, options.ClientId, options.ClientSecret, options.SignInScheme, options.CallbackPath) = (settings.Authority, settings.ClientId, settings.ClientSecret, Unused, Callback);
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (options.MapInboundClaims, options.SaveTokens) = (false, false);
        options.RequireHttpsMetadata = !(Uri.TryCreate(settings.Authority, UriKind.Absolute, out var authority) && authority.IsLoopback);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = settings.Address.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        }
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            // A proxy has another address and the certificate.
            context.ProtocolMessage.RedirectUri = settings.Address.TrimEnd('/') + Callback;
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = context => TakeAsync(context, settings);
        options.Events.OnRemoteFailure = FailAsync;
    }

    private static async Task TakeAsync(TicketReceivedContext context, OpenIdConnectSettings settings)
    {
        var http = context.HttpContext;
        List<(string Type, string Value)> claims = [.. (context.Principal?.Claims ?? []).Select(static c => (c.Type, c.Value))];
        var name = claims.Find(c => c.Type == settings.NameClaim).Value;
        context.HandleResponse();
        if (name is not { Length: > 0 } || settings.Find(claims) is not { } role)
        {
            await SignInHtml.Refused(http, "Your account has no role here. Ask for one of the roles of the settings.", StatusCodes.Status403Forbidden).ExecuteAsync(http);
            return;
        }
        http.RequestServices.GetRequiredService<SignInCookie>().Write(http, new OperatorIdentity(name, role), null);
        http.Response.Redirect(SignInHtml.BackTo(context.ReturnUri));
    }

    /// <summary>The address of a failed sign-in holds a code; it is not shown, and the log has the reason.</summary>
    private static async Task FailAsync(RemoteFailureContext context)
    {
        Log.Failed(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AccountSignIn).FullName!), context.Failure?.Message ?? "unknown");
        context.HandleResponse();
        await SignInHtml.Refused(context.HttpContext, "The sign-in did not succeed. Try again.", StatusCodes.Status401Unauthorized).ExecuteAsync(context.HttpContext);
    }

    private static partial class Log
    {
        [LoggerMessage(420, LogLevel.Warning, "A sign-in with an account failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
