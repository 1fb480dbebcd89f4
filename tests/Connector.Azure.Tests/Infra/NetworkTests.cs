using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>Private endpoints and firewall are there when they are asked for, and cost nothing when they are not.</summary>
public sealed class NetworkTests
{
    private static readonly Snapshot s_private = Snapshot.Read("everything");

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Neither_environment_has_a_network_of_its_own(string environment)
    {
        var snapshot = Snapshot.Read(environment);

        Assert.DoesNotContain(snapshot.Resources, r => r.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
        Assert.Equal("Standard", Assert.Single(snapshot.Of("Microsoft.ServiceBus/namespaces")).At("sku.name"));
        Assert.Null(Assert.Single(snapshot.Of("Microsoft.Web/sites")).At("properties.virtualNetworkSubnetId"));
        Assert.All(FirewalledIn(snapshot), r => Assert.Equal(("Enabled", "Allow"), (r.At("properties.publicNetworkAccess"), r.At("properties.networkAcls.defaultAction"))));
    }

    [Fact]
    public void Storage_and_vault_let_in_nobody_but_the_network_and_the_addresses_that_are_named()
    {
        var firewalled = FirewalledIn(s_private).ToList();

        Assert.Equal(2, firewalled.Count);
        Assert.All(firewalled, r => Assert.Equal(("Deny", "None"), (r.At("properties.networkAcls.defaultAction"), r.At("properties.networkAcls.bypass"))));
        Assert.All(firewalled, r => Assert.Equal("192.0.2.10", Assert.Single(r.Properties.GetProperty("networkAcls").GetProperty("ipRules").EnumerateArray()).GetProperty("value").GetString()));
    }

    [Fact]
    public void Queues_that_only_the_app_works_on_have_no_public_address()
    {
        var queues = Assert.Single(s_private.Of("Microsoft.ServiceBus/namespaces"));
        Assert.Equal(("Premium", "Disabled"), (queues.At("sku.name"), queues.At("properties.publicNetworkAccess")));
    }

    [Fact]
    public void Each_service_has_an_endpoint_and_a_name_in_the_network()
    {
        var endpoints = s_private.Of("Microsoft.Network/privateEndpoints").ToList();
        var parts = endpoints.ConvertAll(e => e.Properties.GetProperty("privateLinkServiceConnections")[0].GetProperty("properties").GetProperty("groupIds")[0].GetString());

        Assert.Equal(["blob", "namespace", "table", "vault"], parts.Order(StringComparer.Ordinal));
        Assert.All(endpoints, e => Assert.EndsWith("/subnets/endpoints", e.At("properties.subnet.id"), StringComparison.Ordinal));
        Assert.All(endpoints, e => Assert.Single(s_private.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups"), g => g.Name == e.Name + "/default"));
        Assert.Equal(endpoints.Count, s_private.Of("Microsoft.Network/privateDnsZones").Count());
        Assert.Equal(endpoints.Count, s_private.Of("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count());
    }

    [Fact]
    public void The_app_calls_out_from_a_subnet_of_its_own_with_one_fixed_address()
    {
        var subnet = Assert.Single(s_private.Of("Microsoft.Network/virtualNetworks/subnets"), s => s.ShortName == "app");

        Assert.Equal(subnet.At("id"), Assert.Single(s_private.Of("Microsoft.Web/sites")).At("properties.virtualNetworkSubnetId"));
        Assert.Equal("Microsoft.App/environments", subnet.Properties.GetProperty("delegations")[0].GetProperty("properties").GetProperty("serviceName").GetString());
        Assert.Equal(Assert.Single(s_private.Of("Microsoft.Network/natGateways")).At("id"), subnet.At("properties.natGateway.id"));
        Assert.Equal("Static", Assert.Single(s_private.Of("Microsoft.Network/publicIPAddresses")).At("properties.publicIPAllocationMethod"));
    }

    private static IEnumerable<DeployedResource> FirewalledIn(Snapshot snapshot) => snapshot.Of("Microsoft.Storage/storageAccounts").Concat(snapshot.Of("Microsoft.KeyVault/vaults"));
}
