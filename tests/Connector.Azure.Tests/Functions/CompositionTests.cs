using Connector.Commercetools;
using Connector.Core.Rules.Files;
using Connector.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Azure.Tests.Functions;

/// <summary>The app's registrations: complete, and wrong settings are reported by name before the first message.</summary>
public sealed class CompositionTests
{
    [Fact]
    public async Task Everything_that_a_function_needs_is_registered_and_the_sample_settings_are_enough()
    {
        await using var services = Compose(AppSettings.With());

        services.GetRequiredService<IStartupValidator>().Validate();
        await using var scope = services.CreateAsyncScope();
        var functions = FunctionEntry.In(typeof(Timers).Assembly);
        Assert.NotEmpty(functions);
        foreach (var function in functions.Where(static f => !f.Method.IsStatic)) ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Method.DeclaringType!);
    }

    [Theory]
    [InlineData("Sdk", "SdkOrderTransport")]
    [InlineData("", "SdkOrderTransport")]
    [InlineData("Http", "CommercetoolsClient")]
    public async Task The_SDK_carries_the_order_calls_unless_reported_otherwise(string setting, string transport)
    {
        await using var services = Compose(AppSettings.With(("Commercetools__Transport", setting)));

        Assert.Equal(transport, services.GetRequiredService<IOrderTransport>().GetType().Name);
    }

    [Theory]
    [InlineData("Commercetools__ProjectKey", null, "Commercetools:ProjectKey")]
    [InlineData("Commercetools__Transport", "Soap", "Commercetools:Transport")]
    [InlineData("Commercetools__ApiBaseAddress", "http://shop.example.com", "Commercetools:ApiBaseAddress")]
    [InlineData("ShipStation__ApiSecret", null, "ShipStation:ApiSecret")]
    [InlineData("ServiceBusConnection", null, "ServiceBusConnection")]
    [InlineData("Storage__ConnectionString", null, "Storage:")]
    [InlineData("Timers__JournalDays", "0", "Timers:JournalDays")]
    [InlineData("Commercetools__ProjektKey", "shop", "Commercetools:ProjektKey: unknown name")]
    [InlineData("ShipStation__Accounts__second__ApiKeyy", "key", "ShipStation:Accounts:second:ApiKeyy: unknown name")]
    [InlineData("Timers__PullOrdersSeconds", "10", "Timers:PullOrdersSeconds: unknown name")]
    [InlineData("Storage__TableUri", "https://a.example.com", "Storage:TableUri: unknown name")]
    [InlineData("Commercetools__ExpandPayments", "perhaps", "Commercetools:ExpandPayments: ")]
    [InlineData("Journal__RedactionSalt", null, "Journal:RedactionSalt")]
    [InlineData("Journal__RedactionSalt", "", "Journal:RedactionSalt")]
    [InlineData("Journal__RedactionSalt", "connector", "Journal:RedactionSalt")]
    [InlineData("Journal__RedactionSalt", "@Microsoft.KeyVault(SecretUri=https://v/secrets/journal-redaction-salt/)", "Journal:RedactionSalt")]
    public void A_wrong_setting_is_reported_by_name_at_start(string key, string? value, string named)
    {
        var failure = Assert.ThrowsAny<Exception>(() =>
        {
            using var services = Compose(AppSettings.With((key, value)));
            services.GetRequiredService<IStartupValidator>().Validate();
        });

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_the_host_are_left_alone()
    {
        await using var services = Compose(AppSettings.With(("AzureFunctionsJobHost__logging__logLevel__default", "Warning"), ("WEBSITE_TIME_ZONE", "UTC"), ("Commercetools__Scope", "")));

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void A_rules_file_that_is_not_there_is_reported_by_name() =>
        Assert.Contains("Connector:RulesFile", Assert.ThrowsAny<Exception>(() => Compose(AppSettings.With(("Connector__RulesFile", "none.json")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Rules_come_from_the_file_and_settings_win_over_it()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"rules-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, """{ "Selection": { "MinimumAge": "00:07:00", "Predicate": "orderState = \"Open\"" } }""");
        try
        {
            await using var services = Compose(AppSettings.With(("Connector__RulesFile", Path.GetFileName(file)), ("Selection__MinimumAge", "00:09:00")));

            var rules = services.GetRequiredService<ConnectorRules>().Selection;

            Assert.Equal(("orderState = \"Open\"", TimeSpan.FromMinutes(9)), (rules.Predicate, rules.MinimumAge));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ServiceProvider Compose(IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = AppSettings.AsConfiguration(settings);
        return new ServiceCollection().AddLogging().AddConnectorFunctions(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
