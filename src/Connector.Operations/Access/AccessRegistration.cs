using System.Security.Cryptography;
using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Operations.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Access;

/// <summary>Sign-in, roles and the protection of forms.</summary>
internal static class AccessRegistration
{
    /// <summary>Needs <see cref="Redaction"/>, whose key is the installation's own.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, bool isBehindKeys)
    {
        services.TryAddSingleton(new AccessPlace(isBehindKeys));
        services.TryAddSingleton<IPlatformKeys, NoPlatformKeys>();
        services.TryAddSingleton<KnownOperators>();
        services.TryAddSingleton<SignInAttempts>();
        services.TryAddSingleton<SignInCookie>();
        services.TryAddSingleton<OperatorAccess>();
        services.TryAddSingleton<SignInApi>();
        services.AddAntiforgery(static options =>
        {
            options.Cookie.Name = "connector-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "form-token";
            options.HeaderName = "X-Form-Token";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(static provider => new DerivedProtection(Secret(provider))));
        return services.WithoutKeyRing();
    }

    /// <summary>The framework's own keys would be written into the home folder of the user, at the start of every host.</summary>
    public static IServiceCollection WithoutKeyRing(this IServiceCollection services)
    {
        foreach (var keyRing in services.Where(static s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(IDataProtectionBuilder).Assembly).ToList()) services.Remove(keyRing);
        return services;
    }

    /// <summary>The key of the installation and the secrets of the sign-in; where everyone knows that key, only this process has the secret.</summary>
    private static byte[] Secret(IServiceProvider provider)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var isKnown = provider.GetService<IOptions<RedactionOptions>>()?.Value.IsKnownToAll != false;
        hash.AppendData(isKnown || provider.GetService<Redaction>() is not { } redaction ? RandomNumberGenerator.GetBytes(RedactionOptions.KeyBytes) : Encoding.UTF8.GetBytes(redaction.Fingerprint("operations sign-in")));
        foreach (var secret in provider.GetRequiredService<KnownOperators>().Secrets) hash.AppendData(secret);
        hash.AppendData(Encoding.UTF8.GetBytes(provider.GetRequiredService<IOptions<OperationsOptions>>().Value.OpenIdConnect?.ClientSecret ?? ""));
        return hash.GetHashAndReset();
    }
}
