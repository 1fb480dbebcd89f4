using Connector.Core.Engine.Watch;
using Connector.Operations.Access;
using Connector.Operations.Api;
using Connector.Operations.Page.Forms;
using Connector.Operations.Page.Views;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Operations.Page;

/// <summary>Views and forms of the page.</summary>
internal static class PageRegistration
{
    public static IServiceCollection AddOpsPage(this IServiceCollection services)
    {
        services.TryAddSingleton<ErrorChoice>();
        services.AddSingleton<IPageView, OverviewPage>();
        services.AddSingleton<IPageView, OrdersPage>();
        services.AddSingleton<IPageView, OrdersCsvPage>();
        services.AddSingleton<IPageView, SearchPage>();
        services.AddSingleton<IPageView, OrderPage>();
        services.AddSingleton<IPageView, AttentionPage>();
        services.AddSingleton<IPageView, ErrorPage>();
        services.AddSingleton<IPageView, PreviewPage>();
        services.AddSingleton<IPageView, LabelsPage>();
        services.AddSingleton<IPageView, LabelDocumentPage>();
        services.AddSingleton<IPageView, LabelDocumentsPage>();
        services.AddSingleton<IPageView, SystemPage>();
        services.AddSingleton<IPageView, ApiPage>();
        services.AddSingleton<IPageForm, RetryErrors>();
        services.AddSingleton<IPageForm, CancelRetry>();
        services.AddSingleton<IPageForm, DismissErrors>();
        services.AddSingleton<IPageForm, UndoDismissals>();
        services.AddSingleton<IPageForm, SnoozeErrors>();
        services.AddSingleton<IPageForm, NoteErrors>();
        services.AddSingleton<IPageForm, AssignErrors>();
        services.AddSingleton<IPageForm, ApproveAllLabels>();
        services.AddSingleton<IPageForm, SetOverride>();
        services.AddSingleton<IPageForm, RemoveOverride>();
        services.AddSingleton<IPageForm, PauseFlow>();
        services.AddSingleton<IPageForm, ResumeFlow>();
        services.TryAddSingleton(static p => new OpsSite(
            p.GetServices<IPageView>(), [.. p.GetServices<IPageForm>(), .. DecideLabels.All(p.GetRequiredService<LabelDesk>())], p.GetRequiredService<OperatorAccess>(), p.GetRequiredService<IAntiforgery>(), p.GetRequiredService<HealthReader>(),
            p.GetRequiredService<OrderStatistics>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<OpsSite>>()));
        return services;
    }
}
