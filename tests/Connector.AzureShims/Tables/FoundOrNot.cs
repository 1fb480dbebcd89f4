namespace Azure.Data.Tables;

/// <summary>An entity that may not be there.</summary>
internal sealed class FoundOrNot<T>(T? value, Response response) : NullableResponse<T> where T : class
{
    public override bool HasValue => value is not null;
    public override T? Value => value ?? throw new InvalidOperationException("There is no value.");
    public override Response GetRawResponse() => response;
}
