using System.Text.Json.Serialization;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Plan;
using Connector.Operations.Access;

namespace Connector.Operations.Api;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(OrderTraceView))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(ErrorList))]
[JsonSerializable(typeof(ErrorGroupsView))]
[JsonSerializable(typeof(ClosedErrors))]
[JsonSerializable(typeof(ErrorWish))]
[JsonSerializable(typeof(UndoWish))]
[JsonSerializable(typeof(ErrorsChanged))]
[JsonSerializable(typeof(ErrorDetail))]
[JsonSerializable(typeof(ErrorSelection))]
[JsonSerializable(typeof(Retried))]
[JsonSerializable(typeof(Dismissed))]
[JsonSerializable(typeof(RewindWish))]
[JsonSerializable(typeof(Rewound))]
[JsonSerializable(typeof(ReconcileWish))]
[JsonSerializable(typeof(ReconciliationView))]
[JsonSerializable(typeof(DoctorView))]
[JsonSerializable(typeof(OverrideWish))]
[JsonSerializable(typeof(OverrideList))]
[JsonSerializable(typeof(OverrideView))]
[JsonSerializable(typeof(OverrideRemoved))]
[JsonSerializable(typeof(RetryWish))]
[JsonSerializable(typeof(RetryList))]
[JsonSerializable(typeof(RetryView))]
[JsonSerializable(typeof(OrderPreview))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(Resumed))]
[JsonSerializable(typeof(LabelList))]
[JsonSerializable(typeof(LabelDetail))]
[JsonSerializable(typeof(LabelSelection))]
[JsonSerializable(typeof(LabelsChanged))]
[JsonSerializable(typeof(PauseWish))]
[JsonSerializable(typeof(Paused))]
[JsonSerializable(typeof(SpendView))]
[JsonSerializable(typeof(LabelReport))]
[JsonSerializable(typeof(LabelPreview))]
[JsonSerializable(typeof(ErasureWish))]
[JsonSerializable(typeof(ErasureReport))]
[JsonSerializable(typeof(EvidenceOrder))]
internal sealed partial class OperationsJson : JsonSerializerContext;
