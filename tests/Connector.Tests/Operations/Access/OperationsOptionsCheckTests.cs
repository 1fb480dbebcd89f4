using Connector.Operations.Access;
using Connector.Operations.Api;
using Xunit;

namespace Connector.Tests.Operations.Access;

public sealed class OperationsOptionsCheckTests
{
    private static readonly string s_hash = new('0', 64);

    [Theory]
    [InlineData("Ada", "ada-0123456789-0123456789", null, "")]
    [InlineData("Ada", "short", null, "Operations:Operators:0:Token: must have at least 24 characters.")]
    [InlineData("Ada", null, null, "Operations:Operators:0: give either Token or TokenHash.")]
    [InlineData("Ada", "ada-0123456789-0123456789", "hash", "Operations:Operators:0: give either Token or TokenHash.")]
    [InlineData("Ada", null, "0123", "Operations:Operators:0:TokenHash: must be the SHA-256 of the token, 64 hexadecimal digits.")]
    [InlineData(" ", null, "hash", "Operations:Operators:0:Name: must have 1 to 64 characters.")]
    [InlineData("Vera", null, "hash", "Operations:Operators:1:Name: 'vera' is used twice.")]
    public void A_wrong_operator_is_named(string name, string? token, string? hash, string expected) => Assert.Equal(expected, Problem(new OperationsOptions
    {
        Operators = [new OperatorSettings { Name = name, Token = token, TokenHash = hash == "hash" ? s_hash : hash }, new OperatorSettings { Name = "vera", TokenHash = s_hash }]
    }));

    [Theory]
    [InlineData("http://login.example.com", "https://ops.example.com", "Operations:OpenIdConnect:Authority: must be an https address.")]
    [InlineData("https://login.example.com", "ops.example.com", "Operations:OpenIdConnect:Address: must be an https address.")]
    [InlineData("https://login.example.com", "https://ops.example.com", "Operations:OpenIdConnect:ClientSecret is missing.")]
    public void A_wrong_provider_of_accounts_is_named(string authority, string address, string expected) =>
        Assert.Equal(expected, Problem(new OperationsOptions { OpenIdConnect = new OpenIdConnectSettings { Authority = authority, Address = address, ClientId = "a" } })?.Split("; ")[0]);

    private static string? Problem(OperationsOptions options) => new OperationsOptionsCheck().Validate(null, options).FailureMessage ?? "";
}
