using System.Globalization;
using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Secrets;
using Gateway.Secrets.Stored;

namespace Gateway.Admin.Tenants;

/// <summary>The tenants in the store: who they are, and their secrets put there and taken away. A secret is never shown again.</summary>
/// <param name="register">Reads and changes them.</param>
/// <param name="routes">Finds the route.</param>
/// <param name="clock">Says when a secret was added.</param>
internal sealed class TenantApi(TenantRegister register, TenantRouteReader routes, TimeProvider clock) : IAdminApi
{
    private const string Place = "/tenants/{route}/{tenant}/secrets";

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tenants/{route}", ListAsync).Needs(AdminAccess.Read);
        api.MapGet(Place, ShowAsync).Needs(AdminAccess.Read);
        api.MapPut(Place, PutAsync).Needs(AdminAccess.Act);
        api.MapDelete(Place, DeleteAsync).Needs(AdminAccess.Act);
    }

    private async Task<IResult> ListAsync(string route, HttpRequest request, CancellationToken cancellation)
    {
        if (TenantQuery.Read(request.Query, out var problem) is not { } query)
        {
            return ApiAnswer.Wrong(problem);
        }

        if (routes(route, out problem) is not { } found)
        {
            return ApiAnswer.Problem(StatusCodes.Status404NotFound, problem);
        }

        return await ApiAnswer.OfAsync(async () =>
        {
            var (tenants, next) = await register.PageAsync(found.Name, query.After, query.Limit, query.IsDownward, cancellation);
            var now = clock.GetUtcNow();
            return Results.Json(
                new TenantList(
                    [.. tenants.Select(tenant => TenantView.Of(found, tenant.Name, tenant.Tenant, now))], next?.ToString(CultureInfo.InvariantCulture)),
                TenantsJson.Default.TenantList);
        });
    }

    private Task<IResult> ShowAsync(string route, string tenant, CancellationToken cancellation) => OfAsync(route, tenant, async found =>
    {
        var (state, known) = await register.FindAsync(found.Name, tenant, cancellation);
        return Answer(found, tenant, state, known);
    });

    private Task<IResult> PutAsync(string route, string tenant, HttpRequest request, CancellationToken cancellation) => ApiRequest.AnswerAsync(
        request,
        TenantsJson.Default.TenantChange,
        asked => OfAsync(route, tenant, async found =>
        {
            var edit = new TenantEdit(asked, found, clock.GetUtcNow());
            var (state, known) = await register.ChangeAsync(found.Name, tenant, edit.Apply, cancellation);
            if (edit.Problem.Length > 0 && state is RegisterState.None or RegisterState.Known)
            {
                return ApiAnswer.Problem(edit.IsOfNone ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, edit.Problem);
            }

            await found.Feed.RefreshAsync(cancellation); // In force here with the answer, elsewhere within a second.
            return Answer(found, tenant, state, known);
        }),
        cancellation);

    /// <summary>Nobody removes a tenant by leaving something out.</summary>
    private Task<IResult> DeleteAsync(string route, string tenant, string? id, bool? all, CancellationToken cancellation) =>
        OfAsync(route, tenant, async found =>
        {
            if ((id is null) == (all != true))
            {
                return ApiAnswer.Wrong("Say which: the id of one secret, or all=true for the tenant.");
            }

            var wasThere = false;
            var (state, known) = await register.ChangeAsync(found.Name, tenant, Remove, cancellation);
            await found.Feed.RefreshAsync(cancellation);
            if (state == RegisterState.None && wasThere)
            {
                return Results.NoContent();
            }

            return state == RegisterState.Known && !wasThere
                ? ApiAnswer.Problem(StatusCodes.Status404NotFound, $"The tenant has no secret '{id}'.")
                : Answer(found, tenant, state, known);

            StoredTenant? Remove(StoredTenant? before)
            {
                wasThere = before is not null && (id is null || before.Secrets.Any(secret => secret.Id == id));
                if (id is null)
                {
                    wasThere = true; // One that nobody can read any more, too.
                    return null;
                }

                return wasThere ? before! with { Secrets = [.. before.Secrets.Where(secret => secret.Id != id)] } : before;
            }
        });

    private async Task<IResult> OfAsync(string route, string tenant, Func<TenantRoute, Task<IResult>> answer)
    {
        if (routes(route, out var problem) is not { } found)
        {
            return ApiAnswer.Problem(StatusCodes.Status404NotFound, problem);
        }

        return TenantName.IsValid(tenant)
            ? await ApiAnswer.OfAsync(() => answer(found))
            : ApiAnswer.Wrong($"The name of a tenant is {TenantName.Form}.");
    }

    private IResult Answer(TenantRoute route, string tenant, RegisterState state, StoredTenant? known) => state switch
    {
        RegisterState.Known => Results.Json(TenantView.Of(route, tenant, known, clock.GetUtcNow()), TenantsJson.Default.TenantView),
        RegisterState.None => ApiAnswer.Problem(StatusCodes.Status404NotFound, $"The route has no tenant '{tenant}'."),
        RegisterState.Unreadable => ApiAnswer.Problem(
            StatusCodes.Status409Conflict, "What is stored of the tenant cannot be decrypted by any of 'Storage:EncryptionKeys'; all=true removes it."),
        RegisterState.Unencrypted => ApiAnswer.Problem(
            StatusCodes.Status409Conflict, "There is no key in 'Storage:EncryptionKeys': no secret is stored as it is."),
        RegisterState.TooLarge => ApiAnswer.Wrong("The secrets of the tenant are too long in all."),
        RegisterState.Full => ApiAnswer.Problem(StatusCodes.Status507InsufficientStorage, "The store has no room for more."),
        _ => ApiAnswer.Problem(StatusCodes.Status409Conflict, "The tenant is changed by others all the time; try again."),
    };
}
