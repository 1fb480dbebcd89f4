using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Labels, for people that hold a function key. The same routes as the local host has.</summary>
public sealed class LabelOperations(LabelsApi labels, LabelDocumentsApi documents, LabelPreviewApi preview)
{
    [Function("Labels")]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/labels")] HttpRequest request) => labels.ListAsync(request);

    [Function("Label")]
    public Task<IResult> ShowAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/labels/show")] HttpRequest request) => labels.ShowAsync(request);

    [Function("LabelSpending")]
    public Task<IResult> SpendingAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/labels/spending")] HttpRequest request) => labels.SpendingAsync(request);

    [Function("LabelReport")]
    public Task<IResult> ReportAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/labels/report")] HttpRequest request) => labels.ReportAsync(request);

    [Function("LabelPreview")]
    public Task<IResult> PreviewAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/labels/preview")] HttpRequest request) => preview.GetAsync(request);

    [Function("LabelDocument")]
    public Task<IResult> DocumentAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/labels/document")] HttpRequest request) => documents.GetAsync(request);

    [Function("LabelDocuments")]
    public Task<IResult> DocumentsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/labels/documents")] HttpRequest request) => documents.MergeAsync(request);

    [Function("ApproveLabels")]
    public Task<IResult> ApproveAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/labels/approve")] HttpRequest request) => labels.ApproveAsync(request);

    [Function("DismissLabels")]
    public Task<IResult> DismissAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/labels/dismiss")] HttpRequest request) => labels.DismissAsync(request);

    [Function("VoidLabels")]
    public Task<IResult> VoidAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/labels/void")] HttpRequest request) => labels.VoidAsync(request);

    [Function("ReleaseLabels")]
    public Task<IResult> ReleaseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/labels/release")] HttpRequest request) => labels.ReleaseAsync(request);

    [Function("AnotherLabel")]
    public Task<IResult> AskForAnotherAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/labels/another")] HttpRequest request) => labels.AskForAnotherAsync(request);

    [Function("PauseLabels")]
    public Task<IResult> PauseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/labels/pause")] HttpRequest request) => labels.PauseAsync(request);
}
