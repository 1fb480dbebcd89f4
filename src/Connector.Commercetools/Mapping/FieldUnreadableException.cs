namespace Connector.Commercetools.Mapping;

/// <summary>A member without which the document is no order. The message is "member: what is wrong", without values.</summary>
internal sealed class FieldUnreadableException(string field, string problem) : Exception($"{field}: {problem}");
