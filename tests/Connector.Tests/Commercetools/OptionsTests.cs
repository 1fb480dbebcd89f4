using Connector.Commercetools;
using Connector.Core.Ports;
using Connector.Tests.Commercetools.Doubles;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Commercetools;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("ProjectKey", "", "Commercetools:ProjectKey is missing.")]
    [InlineData("ProjectKey", "a/b", "Commercetools:ProjectKey may hold letters, digits, dashes and underscores only.")]
    [InlineData("ClientId", " ", "Commercetools:ClientId is missing.")]
    [InlineData("ClientSecret", "", "Commercetools:ClientSecret is missing.")]
    [InlineData("ApiBaseAddress", "", "Commercetools:ApiBaseAddress is missing.")]
    [InlineData("ApiBaseAddress", "api.example.com", "Commercetools:ApiBaseAddress must be an absolute https address.")]
    [InlineData("ApiBaseAddress", "http://api.example.com", "Commercetools:ApiBaseAddress must be https; http is allowed for addresses of this machine only.")]
    [InlineData("AuthorizationBaseAddress", "ftp://x", "Commercetools:AuthorizationBaseAddress must be an absolute https address.")]
    [InlineData("AuthorizationBaseAddress", "https://me:open-sesame@auth.example.com", "Commercetools:AuthorizationBaseAddress must be a plain address, without credentials, query or fragment.")]
    [InlineData("TimeoutSeconds", "0", "Commercetools:TimeoutSeconds must be between 1 and 300.")]
    [InlineData("MaxResponseMegabytes", "0", "Commercetools:MaxResponseMegabytes must be between 1 and 512.")]
    [InlineData("MaxOrderMegabytes", "999", "Commercetools:MaxOrderMegabytes must be between 1 and 512.")]
    [InlineData("MaxConcurrentRequests", "0", "Commercetools:MaxConcurrentRequests must be between 1 and 100.")]
    [InlineData("ReferenceMinutes", "-1", "Commercetools:ReferenceMinutes must be between 0 and 1440.")]
    public void A_wrong_setting_is_reported_by_its_key_and_no_secret_is_shown(string key, string value, string message)
    {
        using var shop = new Shop(($"Commercetools:{key}", value));

        var failure = Assert.Throws<OptionsValidationException>(() => shop.Orders);

        Assert.Equal([message], failure.Failures);
        Assert.DoesNotContain("open-sesame", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5001")]
    [InlineData("http://localhost:5001/")]
    [InlineData("https://api.us-east-2.aws.commercetools.com")]
    public void Addresses_of_the_platform_and_of_this_machine_are_good(string address)
    {
        using var shop = new Shop(("Commercetools:ApiBaseAddress", address));

        Assert.IsAssignableFrom<ICommerceOrders>(shop.Orders);
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        using var shop = new Shop(("Commercetools:ProjectKey", null), ("Commercetools:ClientId", null));

        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => shop.Orders).Failures.Count());
    }
}
