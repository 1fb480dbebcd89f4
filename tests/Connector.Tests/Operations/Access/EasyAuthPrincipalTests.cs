using System.Text;
using System.Text.Json;
using Connector.Operations.Access;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Connector.Tests.Operations.Access;

public sealed class EasyAuthPrincipalTests
{
    [Theory]
    [InlineData("operator", OperatorRole.Operator)]
    [InlineData("viewer", OperatorRole.Viewer)]
    [InlineData("viewer,operator", OperatorRole.Operator)]
    [InlineData("staff", null)]
    [InlineData("", null)]
    public void A_role_of_the_platform_is_one_of_ours(string roles, OperatorRole? expected)
    {
        var who = EasyAuthPrincipal.Read(Request(Header(roles.Split(','))), new EasyAuthSettings { Enabled = true });
        Assert.Equal((expected, expected is null ? null : "Grace"), (who?.Role, who?.Name));
    }

    [Fact]
    public void Without_the_setting_anyone_could_have_sent_it()
    {
        Assert.Null(EasyAuthPrincipal.Read(Request(Header("operator")), new EasyAuthSettings()));
        Assert.Null(EasyAuthPrincipal.Read(Request(Header("operator")), null));
    }

    [Theory]
    [InlineData("%%%")]
    [InlineData("e30=")]
    [InlineData("bnVsbA==")]
    [InlineData("W10=")]
    public void What_cannot_be_read_is_nobody(string header) => Assert.Null(EasyAuthPrincipal.Read(Request(header), new EasyAuthSettings { Enabled = true }));

    private static HttpRequest Request(string header) => new DefaultHttpContext { Request = { Headers = { [EasyAuthPrincipal.Header] = header } } }.Request;

    private static string Header(params string[] roles) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        auth_typ = "aad", name_typ = "preferred_username", claims = roles.Select(static r => new { typ = "roles", val = r }).Append(new { typ = "preferred_username", val = "Grace" })
    })));
}
