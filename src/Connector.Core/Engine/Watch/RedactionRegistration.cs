using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Core.Engine.Watch;

public static class RedactionRegistration
{
    /// <summary>Registers <see cref="Redaction"/> with its options. Each client calls it; more than once does no harm.</summary>
    public static IServiceCollection AddRedaction(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RedactionOptions>()
            .Bind(configuration.GetSection(RedactionOptions.SectionName))
            .Validate(options => options.MaxBodyKilobytes is >= 1 and <= 16_384, "Journal:MaxBodyKilobytes must be between 1 and 16384.");
        services.TryAddSingleton<Redaction>();
        return services;
    }
}
