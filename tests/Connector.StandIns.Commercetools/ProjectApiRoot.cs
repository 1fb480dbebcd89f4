using commercetools.Sdk.Api.Client.RequestBuilders.Orders;
using Connector.StandIns.Commercetools;

namespace commercetools.Sdk.Api.Client;

/// <summary>Where the calls on one project begin.</summary>
public class ProjectApiRoot
{
    private readonly SdkClient _client;

    internal ProjectApiRoot(SdkClient client) => _client = client;

    public ByProjectKeyOrdersRequestBuilder Orders() => new(_client);
}
