using System.Globalization;
using System.Text;
using System.Text.Json;
using commercetools.Sdk.Api.Models.Orders;
using Connector.StandIns.Commercetools;

namespace commercetools.Sdk.Api.Client.RequestBuilders.Orders;

public class ByProjectKeyOrdersRequestBuilder
{
    private readonly SdkClient _client;

    internal ByProjectKeyOrdersRequestBuilder(SdkClient client) => _client = client;

    public ByProjectKeyOrdersGet Get() => new(_client);
    public ByProjectKeyOrdersByIDRequestBuilder WithId(string id) => new(_client, Uri.EscapeDataString(id));
    public ByProjectKeyOrdersOrderNumberByOrderNumberRequestBuilder WithOrderNumber(string orderNumber) => new(_client, $"order-number={Uri.EscapeDataString(orderNumber)}");
}

public class ByProjectKeyOrdersByIDRequestBuilder
{
    private readonly SdkClient _client;
    private readonly string _name;

    internal ByProjectKeyOrdersByIDRequestBuilder(SdkClient client, string name) => (_client, _name) = (client, name);

    public ByProjectKeyOrdersByIDGet Get() => new(_client, _name);
    public ByProjectKeyOrdersByIDPost Post(IOrderUpdate orderUpdate) => new(_client, _name, orderUpdate);
}

public class ByProjectKeyOrdersOrderNumberByOrderNumberRequestBuilder
{
    private readonly SdkClient _client;
    private readonly string _name;

    internal ByProjectKeyOrdersOrderNumberByOrderNumberRequestBuilder(SdkClient client, string name) => (_client, _name) = (client, name);

    public ByProjectKeyOrdersOrderNumberByOrderNumberGet Get() => new(_client, _name);
}

public class ByProjectKeyOrdersOrderNumberByOrderNumberGet
{
    private readonly SdkClient _client;
    private readonly string _name;
    private readonly StringBuilder _query = new();

    internal ByProjectKeyOrdersOrderNumberByOrderNumberGet(SdkClient client, string name) => (_client, _name) = (client, name);

    public ByProjectKeyOrdersOrderNumberByOrderNumberGet WithExpand(string expand)
    {
        _query.Append(_query.Length == 0 ? '?' : '&').Append("expand=").Append(Uri.EscapeDataString(expand));
        return this;
    }

    public Task<string> ExecuteAsJsonAsync(CancellationToken cancellationToken = default) =>
        _client.SendAsync(HttpMethod.Get, $"{_client.ProjectKey}/orders/{_name}{_query}", null, cancellationToken);
}

public class ByProjectKeyOrdersByIDGet
{
    private readonly SdkClient _client;
    private readonly string _name;
    private readonly StringBuilder _query = new();

    internal ByProjectKeyOrdersByIDGet(SdkClient client, string name) => (_client, _name) = (client, name);

    public ByProjectKeyOrdersByIDGet WithExpand(string expand)
    {
        _query.Append(_query.Length == 0 ? '?' : '&').Append("expand=").Append(Uri.EscapeDataString(expand));
        return this;
    }

    public Task<string> ExecuteAsJsonAsync(CancellationToken cancellationToken = default) =>
        _client.SendAsync(HttpMethod.Get, $"{_client.ProjectKey}/orders/{_name}{_query}", null, cancellationToken);
}

public class ByProjectKeyOrdersByIDPost
{
    private readonly SdkClient _client;
    private readonly string _name;
    private readonly IOrderUpdate _update;

    internal ByProjectKeyOrdersByIDPost(SdkClient client, string name, IOrderUpdate update) => (_client, _name, _update) = (client, name, update);

    public async Task<IOrder> ExecuteAsync(CancellationToken cancellationToken = default)
    {
        var response = await _client.SendAsync(HttpMethod.Post, $"{_client.ProjectKey}/orders/{_name}", SdkJson.Write(_update), cancellationToken);
        return JsonSerializer.Deserialize<Order>(response, SdkJson.Options)!;
    }
}

public class ByProjectKeyOrdersGet
{
    private readonly SdkClient _client;
    private readonly StringBuilder _query = new();

    internal ByProjectKeyOrdersGet(SdkClient client) => _client = client;

    public ByProjectKeyOrdersGet WithWhere(string where) => Add("where", where);
    public ByProjectKeyOrdersGet WithPredicateVar(string varName, string predicateVar) => Add("var." + varName, predicateVar);
    public ByProjectKeyOrdersGet WithExpand(string expand) => Add("expand", expand);
    public ByProjectKeyOrdersGet WithSort(string sort) => Add("sort", sort);
    public ByProjectKeyOrdersGet WithLimit(long limit) => Add("limit", limit.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes the flag as C# does, with a capital letter.</summary>
    public ByProjectKeyOrdersGet WithWithTotal(bool withTotal) => Add("withTotal", withTotal ? bool.TrueString : bool.FalseString);

    public Task<string> ExecuteAsJsonAsync(CancellationToken cancellationToken = default) =>
        _client.SendAsync(HttpMethod.Get, $"{_client.ProjectKey}/orders{_query}", null, cancellationToken);

    /// <summary>An empty value vanishes.</summary>
    private ByProjectKeyOrdersGet Add(string name, string value)
    {
        if (value.Length > 0) _query.Append(_query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }
}
