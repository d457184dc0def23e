using Sentinel.Stores.Requests;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>Requests as reports print them: short, and with what differs from the ordinary.</summary>
internal static class RequestText
{
    /// <summary>The request without its stamp: <c>a Pending r1/p1 from 0s to 9s</c>.</summary>
    public static string Of(AccessRequest request)
    {
        var text = $"{SpecTime.Short(request.Id)} {request.Status} {request.Requester}/{request.Profile} "
            + $"{SpecTime.Text(request.CreatedAt)}…{SpecTime.Text(request.ExpiresAt)}";
        text += request.Approver is { } approver ? $" by {approver}" : "";
        text += request.Comments.Count > 0 ? $" [{string.Join(", ", request.Comments)}]" : "";
        return request.Validate() is { Count: > 0 } errors ? $"{text} invalid {errors[0].Member}" : text;
    }

    /// <summary>The request with its stamp.</summary>
    public static string Stored(AccessRequest request) => $"{Of(request)} @{SpecTime.Text(request.UpdatedAt)}";
}
