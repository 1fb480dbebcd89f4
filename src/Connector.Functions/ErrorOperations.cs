using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>The error queue of the operations API, for people that hold a function key. The same routes as the local host has.</summary>
public sealed class ErrorOperations(ErrorsApi errors)
{
    [Function("Errors")]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/errors")] HttpRequest request) => errors.ListAsync(request);

    [Function("ErrorGroups")]
    public Task<IResult> GroupsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/errors/groups")] HttpRequest request) => errors.GroupsAsync(request);

    [Function("ClosedErrors")]
    public Task<IResult> ClosedAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/errors/closed")] HttpRequest request) => errors.ClosedAsync(request);

    [Function("Error")]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/errors/{id}")] HttpRequest request, string id) => errors.GetAsync(request, id);

    [Function("RetryErrors")]
    public Task<IResult> RetryAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/errors/retry")] HttpRequest request) => errors.RetryAsync(request);

    [Function("DismissErrors")]
    public Task<IResult> DismissAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/errors/dismiss")] HttpRequest request) => errors.DismissAsync(request);

    [Function("UndoErrors")]
    public Task<IResult> UndoAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/errors/undo")] HttpRequest request) => errors.UndoAsync(request);

    [Function("SnoozeErrors")]
    public Task<IResult> SnoozeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/errors/snooze")] HttpRequest request) => errors.SnoozeAsync(request);

    [Function("NoteErrors")]
    public Task<IResult> NoteAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/errors/note")] HttpRequest request) => errors.NoteAsync(request);

    [Function("AssignErrors")]
    public Task<IResult> AssignAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/errors/assign")] HttpRequest request) => errors.AssignAsync(request);

    /// <summary>The name before; kept for scripts that call it.</summary>
    [Function("ReplayErrors")]
    public Task<IResult> ReplayAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/errors/replay")] HttpRequest request) => errors.RetryAsync(request);

    /// <summary>The name before; kept for scripts that call it.</summary>
    [Function("DiscardErrors")]
    public Task<IResult> DiscardAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/errors/discard")] HttpRequest request) => errors.DismissAsync(request);
}
