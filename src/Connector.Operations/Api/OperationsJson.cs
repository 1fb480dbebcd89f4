using System.Text.Json.Serialization;

namespace Connector.Operations.Api;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(OrderTraceView))]
[JsonSerializable(typeof(ErrorList))]
[JsonSerializable(typeof(ErrorDetail))]
[JsonSerializable(typeof(ErrorSelection))]
[JsonSerializable(typeof(Retried))]
[JsonSerializable(typeof(Dismissed))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(Resumed))]
internal sealed partial class OperationsJson : JsonSerializerContext;
