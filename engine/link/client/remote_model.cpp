#include "engine/link/client/remote_model.h"

#include "engine/core/fitting_model.h"
#include "engine/link/client/remote_end.h"
#include "engine/link/client/remote_session.h"
#include "engine/link/protocol.h"
#include "engine/link/wire_values.h"

#include <cerrno>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace imprint::link {
namespace {

Bytes readPersona(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        const int number = errno;
        if (number == ENOENT || number == ENOTDIR)
            throw Error(ErrorCode::NotFound, concat("file '", path, "' does not exist"),
                        "Check the path");
        throw Error(
            ErrorCode::Io,
            concat("file '", path, "' cannot be read: ", std::generic_category().message(number)),
            "Check its rights and the disk");
    }
    // One byte more than fits shows that it is too much.
    Bytes bytes(kLargestContentBytes + 1);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (file.bad())
        throw Error(ErrorCode::Io, concat("file '", path, "' cannot be read"), "Check the disk");
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

/// With what is in files of this machine in it.
RequestOnTheWire packed(const SessionRequest& request)
{
    validate(request.config);
    RequestOnTheWire wanted{.request = request};
    if (!request.persona.empty())
        wanted.persona = readPersona(request.persona);
    const std::size_t picture = request.reference ? request.reference->rgb.size() : 0;
    if (wanted.persona.size() + picture > kLargestContentBytes)
        throw Error(ErrorCode::Unsupported,
                    "the picture and the persona together are too large to send to the engine",
                    concat("At most ", kLargestContentBytes, " bytes can be sent"));
    return wanted;
}

FittedSettings readFitted(wire::Model::FitResults::Reader answer)
{
    FittedSettings fitted{.config = settingsFromTexts<SessionConfig>(read(answer.getConfig())),
                          .turned = {}};
    for (const auto turned : answer.getTurned())
        fitted.turned.push_back(text(turned));
    return fitted;
}

class RemoteModel : public EngineModel, public FittingModel {
public:
    RemoteModel(std::shared_ptr<LinkConnection> connection, RemoteEnd<wire::Model> model,
                ModelInfo info)
        : m_connection(std::move(connection))
        , m_model(std::move(model))
        , m_info(std::move(info))
    {
    }

    const ModelInfo& info() const override { return m_info; }

    std::unique_ptr<EngineSession> open(const SessionRequest& request) const override
    {
        return openRemoteSession(m_connection, m_model, packed(request));
    }

    Ledger forecast(const SessionRequest& request, double seconds) const override
    {
        return valueOf(
            m_connection->ask<Ledger>([model = m_model, wanted = packed(request), seconds] {
                auto call = model->client.forecastRequest();
                write(call.initRequest(), wanted);
                call.setSeconds(seconds);
                return call.send().then([](capnp::Response<wire::Model::ForecastResults>&& answer) {
                    return answerOf(answer,
                                    [&] { return fromTexts<Ledger>(read(answer.getLedger())); });
                });
            }));
    }

    FittedSettings fit(const SessionRequest& request, std::optional<double> seconds,
                       const MemoryWish& wish) const override
    {
        return valueOf(m_connection->ask<FittedSettings>(
            [model = m_model, wanted = packed(request), seconds, wish] {
                auto call = model->client.fitRequest();
                write(call.initRequest(), wanted);
                write(call.initWish(), {.wish = wish, .seconds = seconds});
                return call.send().then([](capnp::Response<wire::Model::FitResults>&& answer) {
                    return answerOf(answer, [&] { return readFitted(answer); });
                });
            }));
    }

private:
    std::shared_ptr<LinkConnection> m_connection;
    RemoteEnd<wire::Model> m_model;
    ModelInfo m_info;
};

} // namespace

std::shared_ptr<const EngineModel> loadRemoteModel(std::shared_ptr<LinkConnection> connection,
                                                   const std::string& model,
                                                   const std::string& device)
{
    struct Loaded {
        RemoteEnd<wire::Model> model;
        ModelInfo info;
    };
    auto& link = *connection;
    auto loaded = valueOf(link.ask<Loaded>([&link, model, device] {
        auto call = link.engine().loadRequest();
        call.setModel(model.c_str());
        call.setDevice(device.c_str());
        return call.send().then([&link](capnp::Response<wire::Engine::LoadResults>&& answer) {
            return answerOf(answer, [&] {
                return Loaded{remoteEnd<wire::Model>(link.loop(), answer.getModel()),
                              read(answer.getInfo())};
            });
        });
    }));
    return std::make_shared<RemoteModel>(std::move(connection), std::move(loaded.model),
                                         std::move(loaded.info));
}

} // namespace imprint::link
