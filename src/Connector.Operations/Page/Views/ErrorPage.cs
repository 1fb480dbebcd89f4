using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Page.Views;

/// <summary>One error with its message.</summary>
internal sealed class ErrorPage(IErrorQueue errors, IErrorCases cases, IOptions<OperationsOptions> options) : IPageView
{
    public string Path => "error";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken) =>
        request.Text("id") is { } id && await errors.GetAsync(id, cancellationToken) is { } entry
            ? PageContent.Create<ErrorDetailView>("Error", "attention", ErrorDetail.From(entry, (await ErrorCases.ListAsync(cases, [entry], cancellationToken))[0], options.Value))
            : MessageView.Create("No such error", "There is no error with this ID. It may have been retried, dismissed or resolved.", StatusCodes.Status404NotFound);
}
