// SPDX-License-Identifier: GPL-3.0-or-later
// Internal to the capture folder.
#pragma once

#include <string>

#include "capture/DeviceList.h"

namespace handscope::capture {

/// A node of a camera, open for as long as this lives.
class V4l2Node {
public:
    V4l2Node(DeviceQuery& query, const std::string& node)
        : query_(query), handle_(query.open(node)) {}
    ~V4l2Node() {
        if (isOpen()) {
            query_.close(handle_);
        }
    }
    V4l2Node(const V4l2Node&) = delete;
    V4l2Node& operator=(const V4l2Node&) = delete;

    bool isOpen() const noexcept { return handle_ >= 0; }

    /// 0, or the errno of why it is not open or does not answer.
    template <typename Argument>
    int errorOf(unsigned long request, Argument& argument) {
        const int result = isOpen() ? query_.control(handle_, request, &argument) : handle_;
        return result < 0 ? -result : 0;
    }

    template <typename Argument>
    bool ask(unsigned long request, Argument& argument) {
        return errorOf(request, argument) == 0;
    }

private:
    DeviceQuery& query_;
    int handle_;
};

}  // namespace handscope::capture
